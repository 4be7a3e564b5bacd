/**
 * One thing wrong with a spec: where, as `method.mollifier.alpha.q` or `methods.1.name` (the paths that `--set` takes, empty
 * for the document as a whole), and one sentence that says what was given, what is allowed and what to do.
 */
export interface SpecProblem {
  readonly path: string
  readonly message: string
}
