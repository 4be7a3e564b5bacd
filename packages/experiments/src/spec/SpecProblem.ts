/** One thing wrong with a spec: where, as `method.mollifier.alpha.q` or `methods.1.name`, as `--set` takes it, and one sentence saying what to do. */
export interface SpecProblem {
  readonly path: string
  readonly message: string
}
