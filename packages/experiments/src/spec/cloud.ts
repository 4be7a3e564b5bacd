/// <reference path="./papaparse.d.ts" />
import * as E from 'fp-ts/lib/Either.js'
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'
import Papa from 'papaparse'
import { describeValue, listed, quoted } from './describeValue.ts'
import { nearestName, unknownName } from './nearestName.ts'
import type { Cloud } from './Spec.ts'
import { unitVector } from './unitVector.ts'

/** After this many, the faulty rows of a file are only counted. */
const MOST_LINES = 20

interface Row {
  readonly line: number
  readonly cells: ReadonlyArray<string>
}

/** What a file holds: particles with weights, or tracers, whose weights are not looked at. */
type Kind = 'particles' | 'tracers'

/** A row of the file in the order of `columnsOf`. */
interface Particle {
  readonly line: number
  readonly values: ReadonlyArray<number>
}

const numbered = (name: string, count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => `${name}${index + 1}`)

/** The columns of a cloud: weight, q1.., p1.., re0, im0, re1, im1, ... */
const columnsOf = (levels: number, dof: number): ReadonlyArray<string> => [
  'weight',
  ...numbered('q', dof),
  ...numbered('p', dof),
  ...Array.from({ length: levels }, (_, level) => [`re${level}`, `im${level}`]).flat(),
]

/** With one degree of freedom a column may be named q for q1 and p for p1. */
const fullName = (name: string, dof: number): string =>
  dof === 1 && (name === 'q' || name === 'p') ? `${name}1` : name

const headerProblems = (header: ReadonlyArray<string>, columns: ReadonlyArray<string>): ReadonlyArray<string> => {
  const unknown = header.filter((name) => !columns.includes(name))
  const meant = unknown.map((name) => nearestName(name, columns))
  const missing = columns.filter((name) => !header.includes(name))
  const unexplained = missing.filter((name) => !meant.includes(name))
  const twice = [...new Set(header.filter((name, index) => header.indexOf(name) !== index && columns.includes(name)))]
  return [
    ...(missing.length === columns.length
      ? [`the first line must be the header ${columns.join(',')}, but none of these columns is there: add it`]
      : [
          ...unknown.map((name) => unknownName('column', name, columns)),
          ...(unexplained.length > 0
            ? [`the header lacks ${listed(unexplained.map(quoted))}: give the columns ${columns.join(',')}`]
            : []),
          ...twice.map((name) => `the header has the column '${name}' twice: keep one`),
        ]),
  ]
}

const readCell = (line: number, column: string, cell: string): E.Either<string, number> => {
  const text = cell.trim()
  const value = text === '' ? Number.NaN : Number(text)
  const got = text === '' ? 'an empty cell' : describeValue(text)
  if (!Number.isFinite(value)) return E.left(`line ${line}, column ${column}: got ${got}; give a finite number`)
  if (column === 'weight' && value < 0)
    return E.left(`line ${line}, column weight: got ${value}; give a weight >= 0 (0 makes a tracer)`)
  return E.right(value)
}

const readRow = (
  { line, cells }: Row,
  header: ReadonlyArray<string>,
  columns: ReadonlyArray<string>,
  firstAmplitude: number,
): E.Either<ReadonlyArray<string>, Particle> => {
  if (cells.length !== header.length)
    return E.left([`line ${line}: got ${cells.length} cells; give ${header.length}, one for each column of the header`])
  const read = columns.map((column) => readCell(line, column, cells[header.indexOf(column)]))
  const wrong = read.flatMap((cell) => (E.isLeft(cell) ? [cell.left] : []))
  const values = read.flatMap((cell) => (E.isRight(cell) ? [cell.right] : []))
  if (wrong.length === 0 && unitVector(values.slice(firstAmplitude)) === undefined)
    return E.left([`line ${line}: every amplitude is zero; give at least one re or im that is not`])
  return wrong.length > 0 ? E.left(wrong) : E.right({ line, values })
}

const rowsOf = (data: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<Row> =>
  data
    .map((cells, index) => ({ line: index + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))

/** Weights divided by their sum; tracers have none. */
const weightsOf = (particles: ReadonlyArray<Particle>, kind: Kind): Float64Array => {
  if (kind === 'tracers') return new Float64Array(particles.length)
  const largest = particles.reduce((most, { values }) => Math.max(most, values[0]), 0)
  const sum = particles.reduce((total, { values }) => total + values[0] / largest, 0)
  return Float64Array.from(particles, ({ values }) => values[0] / largest / sum)
}

const assemble = (particles: ReadonlyArray<Particle>, levels: number, dof: number, kind: Kind): Cloud => {
  const cloud: Cloud = {
    weights: weightsOf(particles, kind),
    q: new Float64Array(particles.length * dof),
    p: new Float64Array(particles.length * dof),
    psi: new Float64Array(2 * particles.length * levels),
  }
  particles.forEach(({ values }, a) => {
    cloud.q.set(values.slice(1, 1 + dof), a * dof)
    cloud.p.set(values.slice(1 + dof, 1 + 2 * dof), a * dof)
    cloud.psi.set(unitVector(values.slice(1 + 2 * dof)) ?? [], 2 * a * levels)
  })
  return cloud
}

const refuse = (problems: ReadonlyArray<string>): E.Either<NonEmptyArray<string>, never> => {
  const more = problems.length - MOST_LINES
  const shown = problems.slice(0, MOST_LINES)
  return E.left([
    ...shown,
    ...(more > 0 ? [`${more} more problems like these: correct them too`] : []),
  ] as NonEmptyArray<string>)
}

/**
 * Reads a cloud of trajectories from CSV text whose header names, in any order, the columns
 * weight, q1.., p1.., re0, im0, re1, im1, .. for the given numbers of levels and degrees of freedom.
 *
 * Weights are divided by their sum and each psi by its norm; weight 0 makes a tracer. With one degree of freedom q1 and p1 may be called q and p. Layout of the result: as in a
 * hybrid state, one trajectory per row in the order of the file. Cells may be parted by commas, semicolons or tabs.
 *
 * Errors: one sentence per problem, with its line, for unknown, missing and repeated columns, cells that are no finite
 * number, negative weights, weights that are all zero, and psi = 0.
 *
 * @example
 * const cloud = decodeCloud('weight,q1,p1,re0,im0,re1,im1\n3,1,0,2,0,0,0\n1,2,0,0,0,0,5', 2, 1)
 * Array.from(cloud.right.weights) // => [0.75, 0.25]
 * Array.from(cloud.right.psi) // => [1, 0, 0, 0, 0, 0, 0, 1]
 */
export const decodeCloud = (text: string, levels: number, dof: number): E.Either<NonEmptyArray<string>, Cloud> =>
  decodeFile(text, levels, dof, 'particles')

/** Reads tracers from CSV text of the same columns as a cloud, as `decodeCloud`, but whatever the column weight holds, theirs are 0. */
export const decodeTracers = (text: string, levels: number, dof: number): E.Either<NonEmptyArray<string>, Cloud> =>
  decodeFile(text, levels, dof, 'tracers')

const decodeFile = (text: string, levels: number, dof: number, kind: Kind): E.Either<NonEmptyArray<string>, Cloud> => {
  const columns = columnsOf(levels, dof)
  const parsed = Papa.parse(text, { delimitersToGuess: [',', ';', '\t'] })
  const broken = parsed.errors.filter(({ code }) => code !== 'UndetectableDelimiter')
  if (broken.length > 0)
    return refuse(broken.map(({ message, row }) => `line ${(row ?? 0) + 1}: not readable as CSV: ${message}`))
  const [first, ...rows] = rowsOf(parsed.data)
  if (first === undefined)
    return refuse([`the file is empty: give the header ${columns.join(',')} and one row a trajectory`])
  const header = first.cells.map((name) => fullName(name.trim(), dof))
  const wrongHeader = headerProblems(header, columns)
  if (wrongHeader.length > 0) return refuse(wrongHeader)
  if (rows.length === 0) return refuse(['the file has a header but no rows: give one row a trajectory'])
  const read = rows.map((row) => readRow(row, header, columns, 1 + 2 * dof))
  const wrong = read.flatMap((row) => (E.isLeft(row) ? row.left : []))
  if (wrong.length > 0) return refuse(wrong)
  const particles = read.flatMap((row) => (E.isRight(row) ? [row.right] : []))
  if (kind === 'particles' && particles.every(({ values }) => values[0] === 0))
    return refuse(['every weight is zero: give at least one weight > 0'])
  return E.right(assemble(particles, levels, dof, kind))
}
