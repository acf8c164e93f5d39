/** What is wrong with a request itself, by its HTTP status, in words for the client's author. */
export const REQUEST_PROBLEMS = {
  400: "The request could not be read. Send one JSON object, in UTF-8.",
  413: "The request is too large.",
  415: "Send the body as application/json.",
} as const;

/** What is wrong with the address of a request. */
export const ADDRESS_PROBLEMS = {
  400: "The address can't be read. Write a % in it as %25.",
  404: "There is nothing at this address.",
  405: "There is no such method at this address. The header Allow names those that there are.",
  414: "The address is too long.",
} as const;

export type ProblemStatus = keyof typeof REQUEST_PROBLEMS;

/** A request that can't be read. The error contains nothing of the request. */
export class RequestProblem extends Error {
  override readonly name = "RequestProblem";
  readonly statusCode: ProblemStatus;

  constructor(statusCode: ProblemStatus) {
    super(REQUEST_PROBLEMS[statusCode]);
    this.statusCode = statusCode;
  }
}
