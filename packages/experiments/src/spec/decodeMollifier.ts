import type { DecodedInitial } from './decodeInitial.ts'
import { fitting } from './decodeInitial.ts'
import type { DecodedProblem } from './decodeProblem.ts'
import type { Coordinates, ValueOf } from './Field.ts'
import { ALPHA_FRACTION, koopmonFields } from './methodFields.ts'
import type { ProblemLog } from './ProblemLog.ts'
import { within } from './readSection.ts'
import type { MollifierSpec } from './Spec.ts'

type Values = ValueOf<(typeof koopmonFields)['mollifier']>

const { fields } = koopmonFields.mollifier

/** The parts of a document that the mollifier's defaults depend on. */
export interface MollifierContext {
  readonly hbar: number
  readonly problem: DecodedProblem | undefined
  readonly initial: DecodedInitial | undefined
}

const widthOf = (coordinate: 'q' | 'p', sigma: number, hbar: number): number =>
  coordinate === 'q' ? sigma : hbar / (2 * sigma)

const decodeAlpha = (
  log: ProblemLog,
  values: Coordinates | undefined,
  path: string,
  coordinate: 'q' | 'p',
  { hbar, problem, initial }: MollifierContext,
): ReadonlyArray<number> | undefined => {
  if (values !== undefined) return fitting(log, values, path, problem)
  if (initial === undefined || !log.trusts(path)) return undefined
  if (initial.kind !== 'wavepacket')
    return log.complain(
      path,
      `missing: initial.${initial.kind} has no width to take it from, so give ${fields.alpha.fields[coordinate].allowed}`,
    )
  return initial.sigma?.map((sigma) => ALPHA_FRACTION * widthOf(coordinate, sigma, hbar))
}

/**
 * Decodes the mollifier of a koopmon method.
 *
 * The default alpha is half the wave packet's own width in q and in p: a modelling choice, since alpha is a parameter
 * of the closure and not of its discretisation.
 */
export const decodeMollifier = (
  log: ProblemLog,
  values: Values,
  path: string,
  context: MollifierContext,
): MollifierSpec | undefined => {
  const at = (key: string) => within(path, key)
  const shape = values?.shape ?? fields.shape.default
  const shapeKnown = log.trusts(at('shape'))
  if (shapeKnown && shape === 'gaussian' && values?.degree !== undefined)
    log.complain(at('degree'), 'a gaussian has no degree: remove it, or set shape: bspline')
  if (shapeKnown && shape === 'bspline' && values?.cutoff !== undefined)
    log.complain(at('cutoff'), 'a bspline has compact support and no cutoff: remove it, or set shape: gaussian')
  const [q, p] = (['q', 'p'] as const).map((coordinate) =>
    decodeAlpha(log, values?.alpha?.[coordinate], at(`alpha.${coordinate}`), coordinate, context),
  )
  if (q === undefined || p === undefined) return undefined
  return shape === 'gaussian'
    ? { shape, cutoff: values?.cutoff ?? fields.cutoff.default, alpha: { q, p } }
    : { shape, degree: values?.degree ?? fields.degree.default, alpha: { q, p } }
}
