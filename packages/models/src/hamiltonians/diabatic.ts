import type { MatrixFunction } from '@casimir/algebra'
import { twoLevel } from './twoLevel.ts'

/** A real function of one variable. */
export type Scalar = (x: number) => number

/** A diabatic matrix element and its derivative. */
export type Element = readonly [value: Scalar, derivative: Scalar]

/**
 * The real symmetric two-level potential [[V00, V01], [V01, V11]] of one coordinate, given element by element.
 *
 * @example
 * const b = diabatic([(x) => x, () => 1], [() => 0, () => 0], [() => 0, () => 0])
 * const out = new Float64Array(8)
 * b.value(out, new Float64Array([2]), 0)
 * out[0] // => 2
 */
export const diabatic = (V00: Element, V11: Element, V01: Element): MatrixFunction => {
  const pauli =
    (k: 0 | 1) =>
    (c: Float64Array, x: number): void => {
      const v00 = V00[k](x)
      const v11 = V11[k](x)
      c[0] = 0.5 * (v00 + v11)
      c[1] = V01[k](x)
      c[3] = 0.5 * (v00 - v11)
    }
  return twoLevel(pauli(0), pauli(1))
}
