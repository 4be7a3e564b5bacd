import type { HybridHamiltonian, Reading } from '@casimir/algebra'
import { commutator, multiply } from '@casimir/algebra'
import type { HermitianFields } from '@casimir/models'
import {
  correlationDensity,
  expectationDensity,
  gaussian,
  hermitianFields,
  localFunctional,
  mollifiedFunctional,
  quadraticDensity,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { amplitudeFields, nodeAt, packetOf, periodicGrid, periodicHamiltonian } from '../support/periodicHamiltonian.ts'

const hbar = 0.7
type Matrix = Float64Array

/** The matrix of a field at node m, row-major interleaved. */
const nodeMatrix = ({ packing, levels }: HermitianFields, field: Reading, m: number): Matrix => {
  const out = new Float64Array(2 * levels * levels)
  packing.addUnpacked(out, 0, field, m * packing.size)
  return out
}
const product = (n: number, ...factors: ReadonlyArray<Matrix>): Matrix =>
  factors.reduce((x, y) => {
    const out = new Float64Array(x.length)
    multiply(out, x, y, n)
    return out
  })
/** The complex trace. */
const trace = (m: Matrix): [number, number] => {
  const n = Math.sqrt(m.length / 2)
  const sum: [number, number] = [0, 0]
  for (let j = 0; j < n; j++) for (const part of [0, 1]) sum[part] += m[2 * j * (n + 1) + part]
  return sum
}
const minus = (x: Matrix, y: Matrix): Matrix => x.map((v, i) => v - y[i])
const scaled = (c: number, x: Matrix): Matrix => x.map((v) => c * v)
const timesI = (x: Matrix): Matrix => x.map((_, i) => (i % 2 === 0 ? -x[i + 1] : x[i - 1]))
const bracketOf = (n: number, x: Matrix, y: Matrix): Matrix => {
  const out = new Float64Array(x.length)
  commutator(out, x, y, n)
  return out
}

/** H, H_q and H_p at a node of one degree of freedom. */
const operatorsAt = (fields: HermitianFields, H: HybridHamiltonian, m: number): Matrix[] => {
  const [q, p] = Array.from(nodeAt(fields.grid, m), (x) => Float64Array.of(x))
  return [H.value, H.gradientQ, H.gradientP].map((write) => {
    const out = new Float64Array(2 * H.levels ** 2)
    write(out, q, p, 0)
    return out
  })
}

test('two degrees of freedom: each of the four axes is mollified by its own factor', () => {
  const fields = hermitianFields(periodicGrid(8, 2), 1)
  const widths = [0.2, 0.3, 0.4, 0.5]
  const [q1, q2, p1, p2] = widths.map((alpha) => gaussian(alpha))
  const smooth = mollifiedFunctional(
    {
      name: 'norm',
      space: fields,
      value: (P) => fields.pair(P, P),
      derivative: (out, P) => {
        for (let i = 0; i < out.length; i++) out[i] = 2 * P[i]
      },
    },
    { q: [q1, q2], p: [p1, p2] },
  )
  widths.forEach((alpha, axis) => {
    const wave = fields.allocate()
    fields.sample(wave, (m, z) => {
      m[0] = Math.cos(2 * z[axis])
    })
    const damped = Math.exp(-((2 * alpha) ** 2))
    expect(smooth.value(wave) / fields.pair(wave, wave)).toBeCloseTo(damped, 13)
    const out = fields.allocate()
    smooth.derivative(out, wave)
    expect(
      largestDifference(
        out,
        wave.map((x) => 2 * damped * x),
      ),
    ).toBeLessThan(1e-13)
  })
})

for (const n of [2, 3])
  describe(`values against dense complex matrices, n = ${n}`, () => {
    const fields = hermitianFields(periodicGrid(64), n)
    const { grid } = fields
    const H = periodicHamiltonian(n, { seed: 5 })
    const { D, psi } = amplitudeFields(grid, n)
    const P = packetOf(fields, { D, psi })
    const projector = packetOf(fields, { D: new Float64Array(grid.nodes).fill(1), psi })
    const slopes = [0, 1].map((axis) => {
      const [dP, dProjector] = [fields.allocate(), fields.allocate()]
      fields.spectral.derivative(dP, P, axis)
      fields.spectral.derivative(dProjector, projector, axis)
      const dD = new Float64Array(grid.nodes)
      fields.scalar.derivative(dD, D, axis)
      return { dP, dProjector, dD }
    })
    const integral = (f: (m: number) => number): number => {
      let sum = 0
      for (let m = 0; m < grid.nodes; m++) sum += f(m)
      return grid.measure * sum
    }
    const energy = localFunctional(fields, correlationDensity(H, hbar)).value(P)

    test('the mean is the integral of D <psi|H psi>', () => {
      const right = integral((m) => trace(product(n, nodeMatrix(fields, P, m), operatorsAt(fields, H, m)[0]))[0])
      expect(Math.abs(localFunctional(fields, expectationDensity(H)).value(P) - right)).toBeLessThan(1e-14)
    })
    test('the quadratic forms are traces of four factors, over D or not, and real', () => {
      const other = periodicHamiltonian(n, { seed: 6 })
      const form = (m: number): [number, number] => {
        const at = nodeMatrix(fields, P, m)
        return trace(product(n, at, operatorsAt(fields, H, m)[0], at, operatorsAt(fields, other, m)[0]))
      }
      for (const perDensity of [false, true]) {
        const value = localFunctional(fields, quadraticDensity({ left: H, right: other, perDensity })).value(P)
        const right = integral((m) => form(m)[0] / (perDensity ? 2 * D[m] : 2))
        expect(Math.abs(value - right)).toBeLessThan(1e-14)
        expect(Math.abs(integral((m) => form(m)[1]))).toBeLessThan(1e-15)
      }
    })
    test('the hbar term of (11) is -(hbar/2) int D Tr(Gamma . grad H) on rank one', () => {
      const right = integral((m) => {
        const [, Hq, Hp] = operatorsAt(fields, H, m)
        const at = nodeMatrix(fields, projector, m)
        const [Pq, Pp] = slopes.map(({ dProjector }) => nodeMatrix(fields, dProjector, m))
        const gammaQ = timesI(bracketOf(n, at, Pp))
        const gammaP = timesI(bracketOf(n, at, Pq))
        return -(hbar / 2) * D[m] * (trace(product(n, gammaQ, Hq))[0] - trace(product(n, gammaP, Hp))[0])
      })
      expect(Math.abs(energy)).toBeGreaterThan(1e-3)
      expect(Math.abs(energy - right)).toBeLessThan(1e-14)
    })
    test('as printed, with i hbar {P, H}, (11) is complex: its real part is ours, its imaginary part (hbar/2) int Tr(psi psi^+ {D, H})', () => {
      const printed = (m: number): [number, number] => {
        const [, Hq, Hp] = operatorsAt(fields, H, m)
        const [Pq, Pp] = slopes.map(({ dP }) => nodeMatrix(fields, dP, m))
        const poisson = minus(product(n, Pq, Hp), product(n, Pp, Hq))
        return trace(scaled(hbar / D[m], timesI(product(n, nodeMatrix(fields, P, m), poisson))))
      }
      const imaginary = integral((m) => printed(m)[1])
      const right = integral((m) => {
        const [, Hq, Hp] = operatorsAt(fields, H, m)
        const turned = minus(scaled(slopes[0].dD[m], Hp), scaled(slopes[1].dD[m], Hq))
        return (hbar / 2) * trace(product(n, nodeMatrix(fields, projector, m), turned))[0]
      })
      expect(Math.abs(integral((m) => printed(m)[0]) - energy)).toBeLessThan(1e-14)
      expect(Math.abs(imaginary)).toBeGreaterThan(1e-4)
      expect(Math.abs(imaginary - right)).toBeLessThan(1e-14)
    })
    test('a mean of the mollified field has the convolved operator for its derivative', () => {
      const alpha = 0.3
      const factor = gaussian(alpha)
      const smooth = mollifiedFunctional(localFunctional(fields, expectationDensity(H)), { q: [factor], p: [factor] })
      const [operator, convolved] = [fields.allocate(), fields.allocate()]
      localFunctional(fields, expectationDensity(H)).derivative(operator, P)
      smooth.derivative(convolved, P)
      // the periodic Gaussian at grid distances, images summed
      const spacing = (2 * Math.PI) / 64
      const K = Float64Array.from({ length: 64 }, (_, j) => {
        let sum = 0
        for (let image = -3; image <= 3; image++)
          sum += Math.exp(-((j * spacing + 2 * Math.PI * image) ** 2) / (2 * alpha ** 2))
        return (sum * spacing) / (alpha * Math.sqrt(2 * Math.PI))
      })
      const nn = n * n
      for (const m of [0, 77, 2050, 4095]) {
        const right = new Float64Array(nn)
        for (let l = 0; l < grid.nodes; l++) {
          const k = K[((l >> 6) - (m >> 6)) & 63] * K[(l - m) & 63]
          for (let c = 0; c < nn; c++) right[c] += k * operator[l * nn + c]
        }
        expect(largestDifference(convolved.slice(m * nn, (m + 1) * nn), right)).toBeLessThan(1e-13)
      }
    })
  })
