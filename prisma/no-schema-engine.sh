#!/bin/sh
echo "This project carries no schema engine. Use: npm run db:migrate" >&2
exit 1
