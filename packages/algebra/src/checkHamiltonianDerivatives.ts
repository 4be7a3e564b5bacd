import { derivativeDefect } from './derivativeDefect.ts'
import { euclideanSpace } from './euclideanSpace.ts'
import type { Functional } from './Functional.ts'
import type { HybridHamiltonian } from './HybridHamiltonian.ts'
import type { Reading, Writing } from './Reading.ts'
import { scatter } from './scatter.ts'

/** Well above the round-off of the differences and well below any slip of the pen. */
const TOLERANCE = 1e-6
/** Phase-space points looked at, all coordinates within [-1, 1]. */
const POINTS = 4

/** <W, M> of each of several matrices with one matrix of unrelated numbers, so that no error cancels. */
const weigh = (out: Writing, matrices: Reading, count: number, size: number): void => {
  for (let j = 0; j < count; j++) {
    out[j] = 0
    for (let i = 0; i < size; i++) out[j] += (2 + scatter(13, i)) * matrices[j * size + i]
  }
}

/**
 * Throws unless the gradients of a hybrid Hamiltonian agree with finite differences of its value at four fixed points.
 *
 * Every matrix entry enters with a weight of its own; each coordinate is compared by itself with eighth-order differences (`derivativeDefect`),
 * relative to the largest derivative. Points where the value is not finite are passed over as outside of the domain. With `split`, A(p) + B(q) is compared
 * with the value too, likewise A and B with their gradients.
 *
 * Assumes H smooth over 4/1000 of a unit. Cost: about 40 d evaluations; call it while building.
 *
 * Errors: throws a sentence that names the Hamiltonian, the coordinate, the point and the number.
 *
 * @example
 * const H = (slope) => ({
 *   name: 'free', levels: 1, dof: 1,
 *   value: (out, _q, p, at) => { out[0] = p[at] ** 2 / 2; out[1] = 0 },
 *   gradientQ: (out) => { out.fill(0) },
 *   gradientP: (out, _q, p, at) => { out[0] = slope * p[at]; out[1] = 0 },
 * })
 * checkHamiltonianDerivatives(H(1)) // => undefined
 * let sentence = ''
 * try { checkHamiltonianDerivatives(H(2)) } catch (error) { sentence = error.message }
 * sentence.startsWith("the p-gradient of the Hamiltonian 'free' differs from finite differences of its value by 0.5") // => true
 */
export const checkHamiltonianDerivatives = ({
  name,
  levels,
  dof,
  value,
  gradientQ,
  gradientP,
  split,
}: HybridHamiltonian): void => {
  const size = 2 * levels * levels
  const check = (what: string, f: (out: Writing, x: Float64Array) => void, df: typeof f, held: Float64Array): void => {
    const one = new Float64Array(size)
    const all = new Float64Array(size * dof)
    const moved = new Float64Array(dof)
    const sum = new Float64Array(1)
    const functional: Functional = {
      name: what,
      space: euclideanSpace(dof),
      value: (x) => {
        moved.set(x)
        f(one, moved)
        weigh(sum, one, 1, size)
        return sum[0]
      },
      derivative: (out, x) => {
        moved.set(x)
        df(all, moved)
        weigh(out, all, dof, size)
      },
    }
    f(one, held.slice())
    if (!one.every(Number.isFinite)) return
    df(all, held.slice())
    const where = `at (${Array.from(held, (x) => x.toPrecision(3)).join(', ')})`
    if (!all.every(Number.isFinite))
      throw new Error(
        `the ${what} of the Hamiltonian '${name}' is ${all.find((x) => !Number.isFinite(x))} ${where}, where its value is finite; write ${dof} matrices of ${size} numbers end to end.`,
      )
    for (let j = 0; j < dof; j++) {
      const along = Float64Array.from({ length: dof }, (_, i) => (i === j ? 1 : 0))
      const defect = derivativeDefect(functional, held, [along])
      if (defect > TOLERANCE && Number.isFinite(defect))
        throw new Error(
          `the ${what} of the Hamiltonian '${name}' differs from finite differences of its value by ${defect.toPrecision(3)} of its size in coordinate ${j} ${where}; make it the derivative, ${dof} matrices of ${size} numbers end to end.`,
        )
    }
  }
  for (let m = 0; m < POINTS; m++) {
    const q = Float64Array.from({ length: dof }, (_, j) => scatter(3, m * dof + j))
    const p = Float64Array.from({ length: dof }, (_, j) => scatter(5, m * dof + j))
    const inQ = (out: Writing, x: Float64Array): void => value(out, x, p, 0)
    const inP = (out: Writing, x: Float64Array): void => value(out, q, x, 0)
    check('q-gradient', inQ, (out, x) => gradientQ(out, x, p, 0), q)
    check('p-gradient', inP, (out, x) => gradientP(out, q, x, 0), p)
    if (!split) continue
    const { A, B } = split
    check(
      "gradient of 'split.B'",
      (out, x) => B.value(out, x, 0),
      (out, x) => B.gradient(out, x, 0),
      q,
    )
    check(
      "gradient of 'split.A'",
      (out, x) => A.value(out, x, 0),
      (out, x) => A.gradient(out, x, 0),
      p,
    )
    const whole = new Float64Array(size)
    const parts = [new Float64Array(size), new Float64Array(size)]
    value(whole, q, p, 0)
    A.value(parts[0], p, 0)
    B.value(parts[1], q, 0)
    const largest = whole.reduce((most, x) => Math.max(most, Math.abs(x)), Number.MIN_VALUE)
    const apart = whole.reduce((most, x, i) => Math.max(most, Math.abs(x - parts[0][i] - parts[1][i])), 0)
    if (apart > TOLERANCE * largest)
      throw new Error(
        `the value of the Hamiltonian '${name}' differs from its split A(p) + B(q) by ${(apart / largest).toPrecision(3)} of its size; make both the same, or leave 'split' out.`,
      )
  }
}
