import type { Functional, LocalDensity, Writing } from '@casimir/algebra'
import { derivativeDefect, euclideanSpace, hermitianPacking, localStride, scatter } from '@casimir/algebra'

/** Well above the round-off of the differences, 1e-12 or so, and well below any slip of the pen. */
const TOLERANCE = 1e-6
/** Phase-space points looked at, near the origin, no coordinate 0. */
const POINTS = 2
/** Where the arrays of a check begin, and how many numbers lie behind their end. */
const BEFORE = 3
const AFTER = 2

const checkSizes = ({ name, levels, dof, axes, coefficients }: LocalDensity): void => {
  const whole = (x: number, least: number): boolean => Number.isInteger(x) && x >= least
  if (!whole(levels, 1) || !whole(dof, 0) || !whole(coefficients, 0))
    throw new Error(
      `checkLocalDensity: '${name}' has ${levels} levels, ${dof} degrees of freedom and ${coefficients} coefficients; give whole numbers, at least 1 level.`,
    )
  if (new Set(axes).size !== axes.length || axes.some((j) => !whole(j, 0) || j >= 2 * dof))
    throw new Error(
      `checkLocalDensity: '${name}' has the axes [${axes.join(', ')}]; give each once, from 0 (q_0) to ${2 * dof - 1} (p_${dof - 1}).`,
    )
}

/** The fields of one sample: D, a positive matrix of another trace, and slopes of its size. */
const sampleFields = (stride: number, levels: number, sample: number): Float64Array => {
  const packing = hermitianPacking(levels)
  const fields = new Float64Array(stride)
  const vector = new Float64Array(2 * levels)
  const state = new Float64Array(packing.size)
  for (let k = 0; k < levels; k++) {
    for (let i = 0; i < vector.length; i++) vector[i] = scatter(5, vector.length * (levels * sample + k) + i)
    packing.packState(state, 0, vector, 0)
    for (let i = 0; i < state.length; i++) fields[1 + i] += state[i] / levels + (i < levels ? 0.2 / levels : 0)
  }
  for (let i = 0; i < levels; i++) fields[0] += 1.2 * fields[1 + i]
  for (let i = 1 + packing.size; i < stride; i++) fields[i] = scatter(7, stride * sample + i)
  return fields
}

/** The partial derivatives in the order they are written, each with the numbers it takes. */
const blocksOf = ({ levels, dof, axes }: LocalDensity): ReadonlyArray<readonly [name: string, size: number]> => [
  ['b = df/dD', 1],
  ['B = df/dP', levels * levels],
  ...axes.map((j): [string, number] => [`C = df/d(dP/d${j < dof ? `q_${j}` : `p_${j - dof}`})`, levels * levels]),
]

/** Evaluates with every array longer than it need be, and complains about what is written, or left unwritten, where it must not. */
const guardedEvaluation = (density: LocalDensity, coefficients: Float64Array) => {
  const { name } = density
  const stride = localStride(density)
  const out = new Float64Array(BEFORE + stride + 1 + AFTER)
  const given = new Float64Array(BEFORE + stride + AFTER).fill(Number.NaN)
  const before = given.slice()
  const table = coefficients.slice()
  const same = (x: Float64Array, y: Float64Array): boolean => x.every((v, i) => Object.is(v, y[i]))
  const refuse = (sentence: string): never => {
    throw new Error(`checkLocalDensity: 'evaluate' of '${name}' ${sentence}`)
  }
  const check = (): void => {
    if (!same(given, before)) refuse("writes into 'fields', which it may only read; write into 'out'.")
    if (!same(coefficients, table)) refuse("writes into 'coefficients', which it may only read; write into 'out'.")
    const end = BEFORE + stride + 1
    if (out.some((x, i) => (i < BEFORE || i >= end) && !Number.isNaN(x)))
      refuse(`writes outside of its ${stride + 1} numbers of 'out'; write [b, B, C.., f] from 'outAt' on.`)
    const missing = out.subarray(BEFORE, end).findIndex((x) => !Number.isFinite(x))
    if (missing < 0) return
    const nn = density.levels ** 2
    const block = missing === 0 ? 0 : 1 + Math.floor((missing - 1) / nn)
    refuse(
      `makes ${blocksOf(density)[block]?.[0] ?? 'the value f'} ${out[BEFORE + missing]} (number ${missing} of 'out') or leaves it unwritten, where every field is finite and D > 0; write all ${stride + 1} numbers [b, B, C.., f] from 'outAt' on, reading 'fields' from 'at' and 'coefficients' from 'c' on.`,
    )
  }
  return (fields: ArrayLike<number>): Float64Array => {
    given.set(fields, BEFORE)
    before.set(given)
    out.fill(Number.NaN)
    density.evaluate(out, BEFORE, given, BEFORE, coefficients, BEFORE)
    check()
    return out.subarray(BEFORE, BEFORE + stride + 1)
  }
}

/** The coefficients at a point, in the middle of a longer array; undefined where they are not finite, outside of the density's domain. */
const tabulated = ({ name, dof, coefficients, tabulate }: LocalDensity, sample: number): Float64Array | undefined => {
  const table = new Float64Array(BEFORE + coefficients + AFTER).fill(Number.NaN)
  const z = Float64Array.from({ length: 2 * dof }, (_, j) => scatter(3, 2 * dof * sample + j))
  tabulate(table, BEFORE, z)
  const end = BEFORE + coefficients
  if (table.some((x, i) => (i < BEFORE || i >= end) && !Number.isNaN(x)))
    throw new Error(
      `checkLocalDensity: 'tabulate' of '${name}' writes outside of its ${coefficients} coefficients; write them from 'at' on, or state more.`,
    )
  return table.subarray(BEFORE, end).every(Number.isFinite) ? table : undefined
}

/**
 * Throws unless the partial derivatives that a local density states agree with finite differences of its value f.
 *
 * At two fixed points z near the origin, with D > 0, a positive definite P of trace D/1.2 and Hermitian slopes, each of b, B and C^j is compared along
 * a direction of its own (`derivativeDefect`); `tolerance` bounds the difference relative to the whole gradient. Also refused: numbers that are
 * not finite or never written, writing into the arguments or past the end, and offsets that are ignored.
 *
 * Points where the coefficients are not finite are passed over as outside of the domain, unless all are. Cost: 9 (2 + axes) evaluations a point; call
 * it while building, as `particleClosure` does.
 *
 * Errors: throws a sentence that names the density, the partial derivative and the number.
 *
 * @example
 * const half = (slope) => ({
 *   name: 'P^2/2', levels: 1, dof: 1, axes: [], coefficients: 0, tabulate: () => {},
 *   evaluate: (out, o, x, i) => { out[o] = 0; out[o + 1] = slope * x[i + 1]; out[o + 2] = x[i + 1] ** 2 / 2 },
 * })
 * checkLocalDensity(half(1)) // => undefined
 * let sentence = ''
 * try { checkLocalDensity(half(2)) } catch (error) { sentence = error.message }
 * sentence.startsWith("checkLocalDensity: B = df/dP of 'P^2/2' differs from finite differences of its value by 0.5") // => true
 */
export const checkLocalDensity = (density: LocalDensity, tolerance = TOLERANCE): void => {
  checkSizes(density)
  const { name, levels } = density
  const stride = localStride(density)
  const blocks = blocksOf(density)
  const worst = { partial: '', defect: 0 }
  let seen = 0
  for (let sample = 0; sample < POINTS; sample++) {
    const table = tabulated(density, sample)
    if (!table) continue
    seen += 1
    const evaluate = guardedEvaluation(density, table)
    const functional: Functional = {
      name,
      space: euclideanSpace(stride),
      value: (at) => evaluate(at)[stride],
      derivative: (out: Writing, at) => out.set(evaluate(at).subarray(0, stride)),
    }
    const at = sampleFields(stride, levels, sample)
    let from = 0
    for (const [partial, size] of blocks) {
      const direction = new Float64Array(stride)
      for (let i = from; i < from + size; i++) direction[i] = 0.2 * scatter(11, i)
      from += size
      const defect = derivativeDefect(functional, at, [direction])
      if (defect > worst.defect) Object.assign(worst, { partial, defect })
    }
  }
  if (seen === 0)
    throw new Error(
      `checkLocalDensity: 'tabulate' of '${name}' gives no finite coefficients at ${POINTS} points near the origin; write all ${density.coefficients} from 'at' on.`,
    )
  if (worst.defect > tolerance)
    throw new Error(
      `checkLocalDensity: ${worst.partial} of '${name}' differs from finite differences of its value by ${worst.defect.toPrecision(3)} of the gradient's size, more than ${tolerance}; write the partial derivatives of f in packed coordinates, D and P independent.`,
    )
}
