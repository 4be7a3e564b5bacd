import { hermitianPacking } from '@casimir/algebra'
import type { PartResult, RunSpec } from '@casimir/experiments'
import { observationLayout, standardNormal } from '@casimir/experiments'
import { runSpec } from './specs.ts'

/** One sample: amplitudes of a normalised state, interleaved, and a position. */
export interface Sample {
  readonly psi: ReadonlyArray<number>
  readonly q: number
}

/** Pure states scattered by `width` about a common one, equal for equal arguments. */
export const pureSamples = (count: number, levels: number, width: number, seed: number): ReadonlyArray<Sample> => {
  const numbers = 2 * levels + 1
  const { points } = standardNormal(numbers, { particles: count, sampling: 'random', seed })
  return Array.from({ length: count }, (_, a) => {
    const raw = Array.from({ length: 2 * levels }, (_, k) => 1 / (k + 1) + width * points[a * numbers + k])
    const size = Math.hypot(...raw)
    return { psi: raw.map((x) => x / size), q: points[a * numbers + 2 * levels] }
  })
}

/** psi psi^+, row-major interleaved. */
export const densityOf = ({ psi }: Sample): number[] => {
  const n = psi.length / 2
  const out: number[] = []
  for (let j = 0; j < n; j++)
    for (let k = 0; k < n; k++)
      out.push(
        psi[2 * j] * psi[2 * k] + psi[2 * j + 1] * psi[2 * k + 1],
        psi[2 * j + 1] * psi[2 * k] - psi[2 * j] * psi[2 * k + 1],
      )
  return out
}

/** The block of one sample: q, population, density and norm; all else 0. */
const blockOf = (sample: Sample): Float64Array => {
  const levels = sample.psi.length / 2
  const { places, size } = observationLayout({ levels, dof: 1 })
  const block = new Float64Array(size)
  const density = densityOf(sample)
  block.set(density, places.density.at)
  for (let j = 0; j < levels; j++) block[places.population.at + j] = density[2 * (j * levels + j)]
  block[places.norm.at] = 1
  block[places.q.at] = sample.q
  return block
}

export const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((s, x) => s + x, 0)

const spec = (replicas: boolean): RunSpec =>
  runSpec({
    problem: { name: 'rabi' },
    initial: { wavepacket: { q: 0, p: 0, sigma: 1 } },
    method: { name: 'ehrenfest', sampling: replicas ? 'halton' : 'random' },
    time: { end: 1, record: 1 },
    ...(replicas && { replicas: 8 }),
  }).spec

export const blocksSpec = spec(false)
export const replicasSpec = spec(true)

/** A part that holds these samples at its one record, its mean and spread by two passes; of a replica, one sample, no spread. */
export const partOf = (index: number, samples: ReadonlyArray<Sample>, replica = false): PartResult => {
  const levels = samples[0].psi.length / 2
  const shape = { levels, dof: 1 }
  const { places } = observationLayout(shape)
  const packing = hermitianPacking(levels)
  const blocks = samples.map(blockOf)
  const mean = blocks[0].map((_, k) => sum(blocks.map((block) => block[k])) / blocks.length)
  const differences = blocks.map((block) => block.map((x, k) => x - mean[k]))
  const packed = differences.map((difference) => {
    const out = new Float64Array(packing.size)
    packing.pack(out, 0, difference, places.density.at)
    return out
  })
  const m = packing.size
  const density = Float64Array.from({ length: m * m }, (_, k) =>
    sum(packed.map((d) => d[Math.floor(k / m)] * d[k % m])),
  )
  const squares = mean.map((_, k) => sum(differences.map((d) => d[k] ** 2)))
  return {
    index,
    status: 'ok',
    message: '',
    notes: [],
    counts: { steps: 0, evaluations: 0, iterations: 0, particles: samples.length },
    snapshots: [],
    seconds: 0,
    shape,
    series: ['population', 'density', 'q', 'p', 'norm', 'energy'],
    t: [0],
    means: [mean],
    samples: replica ? 1 : samples.length,
    ...(!replica && { spreads: [{ squares, density, adiabaticDensity: new Float64Array(m * m) }] }),
    normDrift: 0,
    tallies: {},
  }
}
