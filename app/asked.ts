/** What is read of a request to learn who asks and in which language, whatever kind of request it came as. */
export type Asked = { headers: Pick<Headers, "get"> };
