import type { Reading } from '@casimir/algebra'
import { multiply } from '@casimir/algebra'
import type { HermitianFields } from '@casimir/models'
import { spectral } from '@casimir/models'

/** Any complex matrix at every node, row-major, interleaved: nothing here assumes, or makes, a Hermitian one. */
export type DenseField = Float64Array

/** Operations on dense complex matrix fields, each returning a new one: the slow, literal reading of the paper's formulas. */
export interface DenseFields {
  readonly of: (packed: Reading) => DenseField
  readonly slope: (x: DenseField, axis: number) => DenseField
  readonly times: (x: DenseField, y: DenseField) => DenseField
  readonly dagger: (x: DenseField) => DenseField
  /** sum_k c_k X_k with real coefficients, constant or scalar fields. */
  readonly sum: (...terms: ReadonlyArray<readonly [number | Reading, DenseField]>) => DenseField
  /** i X */
  readonly turned: (x: DenseField) => DenseField
  /** {A, B} = A_q B_p - A_p B_q in this order, summed over the degrees of freedom. */
  readonly poisson: (a: DenseField, b: DenseField) => DenseField
  /** The integral of Tr X, real and imaginary part. */
  readonly integral: (x: DenseField) => { readonly re: number; readonly im: number }
  readonly scalarTimesIdentity: (s: Reading) => DenseField
  /** The real part of Tr X at every node. */
  readonly trace: (x: DenseField) => Float64Array
}

/** Builds dense operations on the grid of packed fields. */
export const denseFields = ({ grid, levels: n, packing }: HermitianFields): DenseFields => {
  const size = 2 * n * n
  const { nodes, dof, measure } = grid
  const complex = spectral(grid, size)
  const each = (write: (out: DenseField, at: number, m: number) => void): DenseField => {
    const out = new Float64Array(size * nodes)
    for (let m = 0; m < nodes; m++) write(out, size * m, m)
    return out
  }
  const slope: DenseFields['slope'] = (x, axis) => {
    const out = new Float64Array(x.length)
    complex.derivative(out, x, axis)
    return out
  }
  const times: DenseFields['times'] = (x, y) =>
    each((out, at) => {
      multiply(out.subarray(at, at + size), x.subarray(at, at + size), y.subarray(at, at + size), n)
    })
  const sum: DenseFields['sum'] = (...terms) =>
    each((out, at, m) => {
      for (const [c, x] of terms)
        for (let i = at; i < at + size; i++) out[i] += (typeof c === 'number' ? c : c[m]) * x[i]
    })
  const traceOf = (x: DenseField, at: number, part: 0 | 1): number => {
    let total = 0
    for (let j = 0; j < n; j++) total += x[at + 2 * (j * n + j) + part]
    return total
  }
  return {
    of: (packed) => each((out, at, m) => packing.addUnpacked(out, at, packed, m * packing.size)),
    slope,
    times,
    sum,
    dagger: (x) =>
      each((out, at) => {
        for (let j = 0; j < n; j++)
          for (let k = 0; k < n; k++) {
            out[at + 2 * (j * n + k)] = x[at + 2 * (k * n + j)]
            out[at + 2 * (j * n + k) + 1] = -x[at + 2 * (k * n + j) + 1]
          }
      }),
    turned: (x) =>
      each((out, at) => {
        for (let i = at; i < at + size; i += 2) {
          out[i] = -x[i + 1]
          out[i + 1] = x[i]
        }
      }),
    poisson: (a, b) => {
      const terms = Array.from({ length: dof }, (_, j) => [
        [1, times(slope(a, j), slope(b, dof + j))] as const,
        [-1, times(slope(a, dof + j), slope(b, j))] as const,
      ])
      return sum(...terms.flat())
    },
    integral: (x) => {
      let re = 0
      let im = 0
      for (let m = 0; m < nodes; m++) {
        re += measure * traceOf(x, size * m, 0)
        im += measure * traceOf(x, size * m, 1)
      }
      return { re, im }
    },
    scalarTimesIdentity: (s) =>
      each((out, at, m) => {
        for (let j = 0; j < n; j++) out[at + 2 * (j * n + j)] = s[m]
      }),
    trace: (x) => Float64Array.from({ length: nodes }, (_, m) => traceOf(x, size * m, 0)),
  }
}
