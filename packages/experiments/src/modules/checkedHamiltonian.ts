import type { HybridHamiltonian, MatrixFunction, Writing } from '@casimir/algebra'
import { checkHamiltonianDerivatives, checkHermitianHamiltonian, scatter } from '@casimir/algebra'
import * as E from 'fp-ts/lib/Either.js'
import { describeValue, isMapping } from '../spec/describeValue.ts'
import { reasonOf } from './reasonOf.ts'

/** Phase-space points looked at, coordinates within [-1, 1]. */
const POINTS = 6
const AFTER = 4

const isFunction = (value: unknown): boolean => typeof value === 'function'
const isPart = (value: unknown): value is MatrixFunction =>
  isMapping(value) && isFunction(value.value) && isFunction(value.gradient)
const count = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 1

/** Why what a build gave is no Hamiltonian by its shape, as a clause. */
export const hamiltonianShapeFault = (built: unknown): string | undefined => {
  const needed = ['value', 'gradientQ', 'gradientP']
  if (!isMapping(built))
    return `build returns ${describeValue(built)}: return a Hamiltonian with levels, dof, value, gradientQ and gradientP`
  const missing = needed.filter((name) => !isFunction(built[name]))
  if (missing.length > 0)
    return `build returns a Hamiltonian without the function ${missing[0]}: give ${needed.join(', ')}`
  if (!count(built.levels) || !count(built.dof))
    return `build returns a Hamiltonian with levels ${describeValue(built.levels)} and dof ${describeValue(built.dof)}: give whole numbers >= 1`
  const { split } = built
  if (split !== undefined && !(isMapping(split) && isPart(split.A) && isPart(split.B)))
    return "build returns a Hamiltonian whose 'split' is not { A, B } with value and gradient each: make it with separable(..), or leave it out"
  if (!isMapping(split)) return undefined
  const off = [split.A, split.B].find(
    (part) => isPart(part) && (part.levels !== built.levels || part.dof !== built.dof),
  )
  return isPart(off)
    ? `build returns a Hamiltonian of ${built.levels} levels and ${built.dof} degrees of freedom, with a part of ${off.levels} and ${off.dof} in 'split': make them the same`
    : undefined
}

type Write = (out: Writing, q: Float64Array, p: Float64Array, at: number) => void

/** Whether the numbers written at a place where `dof` others stand before are finite, or what is wrong with how they are written. */
const written = (name: string, write: Write, size: number, dof: number, sample: number): E.Either<string, boolean> => {
  const into = (fill: number, at: number, length: number): Float64Array => {
    const out = new Float64Array(length).fill(fill)
    const place = (prime: number): Float64Array =>
      Float64Array.from({ length: at + dof }, (_, j) => (j < at ? Number.NaN : scatter(prime, sample * dof + j - at)))
    write(out, place(3), place(5), at)
    return out
  }
  const plain = into(Number.NaN, 0, size + AFTER)
  const over = plain.findLastIndex((x, i) => i >= size && !Number.isNaN(x))
  if (over >= 0)
    return E.left(`'${name}' writes ${over + 1} numbers where it may write ${size}: check levels and dof against it`)
  const other = into(1, 0, size)
  const open = other.findIndex((x, i) => !Object.is(x, plain[i]))
  if (open >= 0)
    return E.left(
      `'${name}' leaves number ${open} of 'out' as it was: write all ${size}, real and imaginary parts interleaved, zeros included`,
    )
  if (!plain.subarray(0, size).every(Number.isFinite)) return E.right(false)
  const later = into(Number.NaN, dof, size)
  return later.every((x, i) => x === plain[i])
    ? E.right(true)
    : E.left(`'${name}' does not read its particle from 'at' on: read q[at + i] and p[at + i]`)
}

const writingFault = (hamiltonian: HybridHamiltonian): string | undefined => {
  const { levels, dof, value, gradientQ, gradientP } = hamiltonian
  const size = 2 * levels * levels
  let inside = 0
  for (let sample = 0; sample < POINTS; sample++) {
    const read = written('value', value, size, dof, sample)
    if (E.isLeft(read)) return read.left
    if (!read.right) continue
    inside += 1
    for (const [name, gradient] of [
      ['gradientQ', gradientQ],
      ['gradientP', gradientP],
    ] as const) {
      const slopes = written(name, gradient, size * dof, dof, sample)
      if (E.isLeft(slopes)) return slopes.left
    }
  }
  if (inside > 0) return undefined
  const out = new Float64Array(size)
  value(out, new Float64Array(dof).fill(0.5), new Float64Array(dof).fill(0.5), 0)
  const bad = out.findIndex((x) => !Number.isFinite(x))
  return `'value' is not finite at any of ${POINTS} points with coordinates in [-1, 1]${bad < 0 ? '' : `, number ${bad} is ${out[bad]} at 0.5`}: check the formula and the parameters`
}

const attempt = <A>(what: string, run: () => A): E.Either<string, A> =>
  E.tryCatch(run, (error) => `${what}${reasonOf(error)}`)

/**
 * The Hamiltonian that code of the user's builds, once it has been found to be one: its shape, what it writes and reads, Hermitian, derivatives those of the
 * value; otherwise one clause with the number that shows it. Nothing thrown escapes.
 */
export const checkedHamiltonian = (name: string, build: () => unknown): E.Either<string, HybridHamiltonian> => {
  const built = attempt('build throws: ', build)
  if (E.isLeft(built)) return built
  const fault = hamiltonianShapeFault(built.right)
  if (fault !== undefined) return E.left(fault)
  const given = built.right as HybridHamiltonian
  const hamiltonian: HybridHamiltonian = { ...given, name: typeof given.name === 'string' ? given.name : name }
  const wrong = attempt('the Hamiltonian throws where it is evaluated: ', () => writingFault(hamiltonian))
  if (E.isLeft(wrong)) return wrong
  if (wrong.right !== undefined) return E.left(wrong.right)
  return attempt('', () => {
    checkHermitianHamiltonian(hamiltonian)
    checkHamiltonianDerivatives(hamiltonian)
    return hamiltonian
  })
}
