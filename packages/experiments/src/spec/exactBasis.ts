import type { DecodedProblem } from './decodeProblem.ts'
import { defaultBasis, exactRefusal } from './dimensionLimits.ts'
import type { ProblemLog } from './ProblemLog.ts'
import { within } from './readSection.ts'
import type { ExactSpec, GridSpec } from './Spec.ts'

/** What a document says of the basis, as far as it is right. */
interface BasisValues {
  readonly basis: 'grid' | 'product' | undefined
  readonly functions: number | ReadonlyArray<number> | undefined
  readonly grid: { readonly [key in 'box' | 'points']: GridSpec[key] | undefined } | undefined
}

/** The basis of the exact method with its functions, named unless it is a grid by default; what does not go together is refused. */
export const exactBasis = (
  log: ProblemLog,
  values: BasisValues | undefined,
  path: string,
  { problem }: { readonly problem: DecodedProblem | undefined },
): Pick<ExactSpec, 'basis' | 'functions'> => {
  const { functions } = values ?? {}
  const basis = values?.basis ?? defaultBasis(problem?.dof ?? 1)
  if (problem) {
    const reason = exactRefusal(problem, basis)
    if (reason !== undefined) log.complain(within(path, values?.basis === undefined ? 'name' : 'basis'), reason)
  }
  if (basis === 'grid') {
    if (functions !== undefined)
      log.complain(
        within(path, 'functions'),
        'these are of basis: product: remove them, or set basis: product; a grid has grid.points',
      )
    return values?.basis === undefined ? {} : { basis }
  }
  for (const key of ['box', 'points'] as const)
    if (values?.grid?.[key] !== undefined)
      log.complain(
        within(path, `grid.${key}`),
        'this is of basis: grid: remove it, or set basis: grid; a product basis has functions',
      )
  if (functions === undefined) return { basis }
  const dof = problem?.dof ?? 1
  const listed = typeof functions === 'number' ? Array.from({ length: dof }, () => functions) : functions
  if (problem && listed.length !== dof)
    log.complain(
      within(path, 'functions'),
      `got ${listed.length} numbers; give one for each of the ${dof} degrees of freedom of '${problem.definition.name}', or a bare number for all`,
    )
  return { basis, functions: listed }
}
