/** What cannot be done now, in words for whoever sits at the page; answered as 409. */
export class PlainProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PlainProblem";
  }
}
