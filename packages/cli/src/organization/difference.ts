/** One value that would be another one. Texts are for people. */
export interface Difference {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}
