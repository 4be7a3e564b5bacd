import type { Mollifier, Reading } from '@casimir/algebra'
import type { FieldFunctional } from '../fields/FieldFunctional.ts'
import type { HermitianFields } from '../fields/HermitianFields.ts'

/** Prepares the convolution K * P of Hermitian fields with a mollifier, in Fourier space; `out` may be the field. */
const mollify = (space: HermitianFields, { q, p }: Mollifier): ((out: Float64Array, field: Reading) => void) => {
  const { axes, dof } = space.grid
  if (q.length !== dof || p.length !== dof)
    throw new Error(
      `mollifiedFunctional: the mollifier has ${q.length} factors in q and ${p.length} in p, ${space.name} have ${dof} degrees of freedom; give one factor per axis.`,
    )
  const symbols = [...q, ...p].map(({ transform }, j) => {
    const { points, length } = axes[j]
    return Float64Array.from({ length: points / 2 + 1 }, (_, k) => transform((2 * Math.PI * k) / length))
  })
  return (out, field) => {
    symbols.forEach((symbol, axis) => {
      space.spectral.multiply(out, axis === 0 ? field : out, axis, symbol)
    })
  }
}

/**
 * The functional F(K * P) of the mollified field: its derivative is K * (dF/dP at K * P), since K is even.
 *
 * With F the hbar term of eq. (11) and the Ehrenfest energy beside it, this is the regularised continuum energy at fixed alpha, whose delta trains are
 * the koopmon closure.
 *
 * Cost: that of F and one (derivative: two) filterings, 2 d transforms a line. Errors: throws when the mollifier has not one factor per axis.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, section 3.
 *
 * @example
 * const axis = { points: 16, start: 0, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 1)
 * const norm = {
 *   name: 'norm', space: fields, value: (P) => fields.pair(P, P),
 *   derivative: (out, P) => { for (let i = 0; i < out.length; i++) out[i] = 2 * P[i] },
 * }
 * const wave = fields.allocate()
 * fields.sample(wave, (m, z) => { m[0] = Math.cos(2 * z[0]) })
 * const smooth = mollifiedFunctional(norm, { q: [gaussian(0.5)], p: [gaussian(0.5)] })
 * Math.abs(smooth.value(wave) / norm.value(wave) - Math.exp(-1)) < 1e-14 // => true
 */
export const mollifiedFunctional = (functional: FieldFunctional, mollifier: Mollifier): FieldFunctional => {
  const { space } = functional
  const convolve = mollify(space, mollifier)
  const smooth = space.allocate()
  return {
    name: `mollified ${functional.name}`,
    space,
    value: (at) => {
      convolve(smooth, at)
      return functional.value(smooth)
    },
    derivative: (out, at) => {
      convolve(smooth, at)
      functional.derivative(out, smooth)
      convolve(out, out)
    },
  }
}
