import type { MollifierFactor } from '@casimir/algebra'
import { bspline, gaussian } from '@casimir/models'
import type { MollifierSpec } from './Spec.ts'

/** The mollifier factor that a spec describes, for every standard deviation alpha. */
export const mollifierFactor =
  ({ shape, degree, cutoff }: Pick<MollifierSpec, 'shape' | 'degree' | 'cutoff'>) =>
  (alpha: number): MollifierFactor =>
    shape === 'gaussian' ? gaussian(alpha, cutoff) : bspline(degree ?? 5, alpha)
