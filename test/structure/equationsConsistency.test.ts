import type { HybridHamiltonian, Reading, Writing } from '@casimir/algebra'
import { conjugateTranspose, hermitianExponential, multiply } from '@casimir/algebra'
import type { ContinuumModel, HermitianFields } from '@casimir/models'
import {
  ehrenfestContinuum,
  gaussian,
  hybridContinuum,
  meanFieldContinuum,
  regularisedContinuum,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { denseFields } from '../support/amplitudeDense.ts'
import { relativeDifference, vectorFieldOn } from '../support/amplitudeRates.ts'
import { amplitudeSample } from '../support/amplitudeSample.ts'
import { smoothPacket } from '../support/periodicHamiltonian.ts'

const isotropic = { q: [gaussian(0.3)], p: [gaussian(0.3)] }
const modelsOf = (fields: HermitianFields, H: HybridHamiltonian, hbar: number): ReadonlyArray<ContinuumModel> => [
  ehrenfestContinuum(fields, H, hbar),
  meanFieldContinuum(fields, H, hbar),
  hybridContinuum(fields, H, hbar),
  regularisedContinuum(fields, H, hbar, isotropic),
]
const NAMES = ['Ehrenfest', 'mean field', 'the hybrid model', 'the regularised model'] as const
const velocityOf = ({ fields, velocity }: ContinuumModel, P: Reading): Float64Array => {
  const out = fields.allocate()
  velocity(out, P)
  return out
}
const sizeOf = (x: Float64Array): number => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0))

describe.each([2, 3])('properties 1 and 2, %i levels', (n) => {
  const { fields, hamiltonian, hbar, at, state, packet } = amplitudeSample(n, { points: 64 })
  const { of, sum, times, turned, poisson, trace, scalarTimesIdentity } = denseFields(fields)
  const { nodes } = fields.grid
  const one = scalarTimesIdentity(new Float64Array(nodes).fill(1))
  const models = modelsOf(fields, hamiltonian, hbar)

  describe('P = D psi psi^+ stays of rank one, so that D >= 0, P >= 0 and rho >= 0: Q P_t Q = 0, Q = 1 - psi psi^+', () => {
    const Q = sum([1, one], [-1, of(state)])
    const outside = (rate: Float64Array): Float64Array => times(Q, times(rate, Q))
    test.each(NAMES.map((name, k) => [name, k] as const))('%s', (_, k) => {
      const rate = of(velocityOf(models[k], packet))
      expect(sizeOf(outside(rate)) / sizeOf(rate)).toBeLessThan(1e-12)
    })
    test('not the quantum-classical Liouville equation, P_t = [H, P]/(i hbar) + ({H,P} - {P,H})/2', () => {
      const packedH = fields.allocate()
      models[0].energy.derivative(packedH, packet)
      const [H, P] = [of(packedH), of(packet)]
      const order = turned(sum([1, times(P, H)], [-1, times(H, P)]))
      const rate = sum([1 / hbar, order], [0.5, poisson(H, P)], [-0.5, poisson(P, H)])
      const left = outside(rate)
      expect(sizeOf(left) / sizeOf(rate)).toBeGreaterThan(1e-2)
      // P has no weight there, so a negative rate takes it out of the positive matrices at once
      expect(Math.min(...trace(left).map((x, m) => x / at.D[m]))).toBeLessThan(-1e-2)
    })
  })

  test('P stays on its orbit: the spectrum of P/D is carried by the X that carries D; not by another X', () => {
    const P = smoothPacket(fields, { seed: 5, rank: 'full', amplitude: 0.25 })
    const D = new Float64Array(nodes)
    fields.trace(D, P)
    const inverse = D.map((d) => 1 / d)
    const r = sum([inverse, of(P)])
    const model = models[2]
    const rate = of(velocityOf(model, P))
    const rateD = trace(rate)
    const slow = sum([inverse, rate], [rateD.map((v, m) => -v / D[m]), r])
    const [X, other] = [vectorFieldOn(fields), vectorFieldOn(fields)]
    model.transport(X, P)
    models[0].transport(other, P)
    /** |f_t + X.grad f| / |f_t| of f = Tr r^k. */
    const carried = (k: number, by: ReadonlyArray<Float64Array>): number => {
      const power = Array.from({ length: k - 1 }, () => r).reduce(times, one)
      const f = trace(times(power, r))
      const ft = trace(times(power, slow)).map((v) => k * v)
      const left = ft.slice()
      const slope = new Float64Array(nodes)
      by.forEach((x, axis) => {
        fields.scalar.derivative(slope, f, axis)
        for (let m = 0; m < nodes; m++) left[m] += x[m] * slope[m]
      })
      return sizeOf(left) / sizeOf(ft)
    }
    for (const k of [2, 3]) {
      expect(carried(k, X)).toBeLessThan(1e-9)
      expect(carried(k, other)).toBeGreaterThan(1e-3)
    }
    const left = rateD.slice()
    const slope = new Float64Array(nodes)
    X.forEach((x, axis) => {
      fields.scalar.derivative(
        slope,
        D.map((d, m) => d * x[m]),
        axis,
      )
      for (let m = 0; m < nodes; m++) left[m] += slope[m]
    })
    expect(sizeOf(left) / sizeOf(rateD)).toBeLessThan(1e-12)
  })
})

/** X -> U X U^+, or X -> U X^* U^+, at every matrix of a block. */
const conjugation = (n: number, antiunitary = false): ((block: Writing) => void) => {
  const size = 2 * n * n
  const [U, dagger, left] = Array.from({ length: 3 }, () => new Float64Array(size))
  const S = new Float64Array(size)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) S.set([Math.cos(i + j), Math.sin(1.3 * (i - j))], 2 * (i * n + j))
  hermitianExponential(n)(U, 0, S, 0, 0.8)
  conjugateTranspose(dagger, U, n)
  return (block) => {
    for (let o = 0; o < block.length; o += size) {
      const one = Float64Array.from({ length: size }, (_, i) => (antiunitary && i % 2 === 1 ? -1 : 1) * block[o + i])
      multiply(left, U, one, n)
      multiply(one, left, dagger, n)
      block.set(one, o)
    }
  }
}

type IntegerMatrix = readonly [readonly [number, number], readonly [number, number]]
/** H(A z), with its gradient A^T (grad H)(A z). */
const pulled = (H: HybridHamiltonian, [[a, b], [c, d]]: IntegerMatrix): HybridHamiltonian => {
  const size = 2 * H.levels ** 2
  const part = new Float64Array(size)
  const at = (q: Reading, p: Reading, k: number): [Float64Array, Float64Array] => [
    Float64Array.of(a * q[k] + b * p[k]),
    Float64Array.of(c * q[k] + d * p[k]),
  ]
  const gradient =
    (first: number, second: number): HybridHamiltonian['gradientQ'] =>
    (out, q, p, k) => {
      const z = at(q, p, k)
      H.gradientQ(out, ...z, 0)
      H.gradientP(part, ...z, 0)
      for (let i = 0; i < size; i++) out[i] = first * out[i] + second * part[i]
    }
  return {
    name: `pulled ${H.name}`,
    levels: H.levels,
    dof: 1,
    value: (out, q, p, k) => H.value(out, ...at(q, p, k), 0),
    gradientQ: gradient(a, c),
    gradientP: gradient(b, d),
  }
}

describe.each([2, 3])('property 3, %i levels', (n) => {
  const { fields, hamiltonian, hbar, packet } = amplitudeSample(n, { points: 64 })
  const nn = n * n
  const rates = modelsOf(fields, hamiltonian, hbar).map((model) => velocityOf(model, packet))

  const turnedDefect = (antiunitary: boolean): number[] => {
    const conjugate = conjugation(n, antiunitary)
    const after =
      (write: HybridHamiltonian['value']): HybridHamiltonian['value'] =>
      (out, q, p, at) => {
        const own = out.subarray(0, 2 * nn)
        write(own, q, p, at)
        conjugate(own)
      }
    const H = {
      ...hamiltonian,
      value: after(hamiltonian.value),
      gradientQ: after(hamiltonian.gradientQ),
      gradientP: after(hamiltonian.gradientP),
    }
    const turn = (field: Reading): Float64Array => {
      const out = fields.allocate()
      const block = denseFields(fields).of(field)
      conjugate(block)
      for (let m = 0; m < fields.grid.nodes; m++) fields.packing.pack(out, m * nn, block, 2 * nn * m)
      return out
    }
    return modelsOf(fields, H, hbar).map((model, k) =>
      relativeDifference(velocityOf(model, turn(packet)), turn(rates[k])),
    )
  }
  test('a constant unitary turns every model; complex conjugation, which is antiunitary, does not', () => {
    for (const defect of turnedDefect(false)) expect(defect).toBeLessThan(1e-12)
    for (const defect of turnedDefect(true)) expect(defect).toBeGreaterThan(0.1)
  })

  /** Velocities of the fields and Hamiltonian composed with A, against the velocities composed with A: A maps nodes to nodes. */
  const movedDefect = (A: IntegerMatrix): number[] => {
    const M = fields.grid.axes[0].points
    const [[a, b], [c, d]] = A
    const wrap = (k: number): number => ((k % M) + M) % M
    const move = (field: Reading): Float64Array => {
      const out = fields.allocate()
      for (let i = 0; i < M; i++)
        for (let j = 0; j < M; j++) {
          const from = M * wrap(a * i + b * j + (M / 2) * (1 - a - b)) + wrap(c * i + d * j + (M / 2) * (1 - c - d))
          for (let e = 0; e < nn; e++) out[nn * (M * i + j) + e] = field[nn * from + e]
        }
      return out
    }
    return modelsOf(fields, pulled(hamiltonian, A), hbar).map((model, k) =>
      relativeDifference(velocityOf(model, move(packet)), move(rates[k])),
    )
  }
  const SHEAR: IntegerMatrix = [
    [1, -1],
    [0, 1],
  ]
  const QUARTER_TURN: IntegerMatrix = [
    [0, -1],
    [1, 0],
  ]
  const SWAP: IntegerMatrix = [
    [0, 1],
    [1, 0],
  ]
  test('a shear, which is symplectic, moves the continuum models; not the regularised one, whose mollifier it stretches', () => {
    const defects = movedDefect(SHEAR)
    for (const defect of defects.slice(0, 3)) expect(defect).toBeLessThan(1e-11)
    expect(defects[3]).toBeGreaterThan(1e-4)
  })
  test('a quarter turn moves all of them, the mollifier being isotropic; q and p exchanged without a sign, none', () => {
    for (const defect of movedDefect(QUARTER_TURN)) expect(defect).toBeLessThan(1e-12)
    for (const defect of movedDefect(SWAP)) expect(defect).toBeGreaterThan(0.1)
  })
})
