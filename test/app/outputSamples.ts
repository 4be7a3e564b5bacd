import type {
  Comparison,
  MethodSpec,
  RunResult,
  RunSpec,
  StandardErrors,
  TrajectorySnapshot,
  Units,
} from '@casimir/experiments'
import { deviations } from '@casimir/experiments'

const atomic: Units = { time: 'a.u.', length: 'a.u.', momentum: 'a.u.', energy: 'hartree' }
const records = 5

const range = (count: number): number[] => Array.from({ length: count }, (_, k) => k)

type SampleMethod = Exclude<MethodSpec['name'], 'closure'>

const methodOf = (name: SampleMethod): MethodSpec =>
  name === 'fssh'
    ? { name, hopping: 'instantaneous', rescale: 'nac', frustrated: 'reverse', decoherence: 'none' }
    : name === 'koopmon'
      ? {
          name,
          mollifier: { shape: 'gaussian', cutoff: 6.5, alpha: { q: [0.5], p: [0.4] } },
          lattice: { spacing: 0.7 },
        }
      : name === 'exact'
        ? { name, grid: {} }
        : { name }

const specOf = (name: SampleMethod): RunSpec => ({
  spec: 1,
  hbar: 1,
  problem: { name: 'tully1', parameters: { mass: 2000, A: 0.01, B: 1.6, C: 0.005, D: 1 } },
  initial: { point: { q: [-3], p: [10], basis: 'diabatic', level: 0 } },
  time: { end: 40, record: 10 },
  snapshots: [0],
  method: methodOf(name),
  guards: { norm: 1, energy: 1 },
})

/** Amplitudes whose Bloch vector is (sin a cos b, sin a sin b, cos a), interleaved. */
export const qubit = (a: number, b: number): number[] => [
  Math.cos(a / 2),
  0,
  Math.sin(a / 2) * Math.cos(b),
  Math.sin(a / 2) * Math.sin(b),
]

/** Trajectories on a ring, with the given amplitudes per trajectory, over a density that has a hole. */
export const ringSnapshot = (t: number, amplitudes: ReadonlyArray<ReadonlyArray<number>>): TrajectorySnapshot => {
  const count = amplitudes.length
  const angles = range(count).map((a) => (2 * Math.PI * a) / count)
  const q = range(21).map((i) => (i - 10) * 0.3)
  const p = range(17).map((j) => (j - 8) * 0.25)
  return {
    kind: 'trajectories',
    t,
    weights: new Float64Array(count).fill(1 / count),
    q: Float64Array.from(angles, (angle) => 1.5 * Math.cos(angle)),
    p: Float64Array.from(angles, Math.sin),
    psi: Float64Array.from(amplitudes.flat()),
    mollified: {
      q,
      p,
      values: Float64Array.from(q.flatMap((x) => p.map((y) => Math.exp(-8 * (Math.hypot(x / 1.5, y) - 1) ** 2)))),
    },
  }
}

/** A made-up result with every field filled and every number different, so that a mix-up shows. */
export const sampleResult = (
  name: SampleMethod,
  { levels = 2, ...changes }: Partial<RunResult> & { readonly levels?: number } = {},
): RunResult => {
  const offset = name.length / 1000
  const perLevel = (scale: number) =>
    range(levels).map((level) => range(records).map((k) => scale * (level + 1 + k / 10) + offset))
  const isGrid = name === 'exact'
  return {
    version: '9.8.7',
    spec: specOf(name),
    units: atomic,
    status: 'ok',
    message: '',
    notes: [`a note of ${name}`],
    t: range(records).map((k) => 10 * k),
    observables: {
      population: perLevel(0.1),
      ...(isGrid ? {} : { adiabatic: perLevel(0.2) }),
      density: range(records).map((k) => range(2 * levels * levels).map((i) => k + i / 100 + offset)),
      purity: range(records).map((k) => 1 - k / 20 - offset),
      coherence: range((levels * (levels - 1)) / 2).map((pair) =>
        range(records).map((k) => 0.4 - pair / 50 - k / 30 - offset),
      ),
      norm: range(records).map((k) => 1 + k * 1e-9),
      energy: range(records).map((k) => 0.03 + k * 1e-7 * name.length),
      q: [range(records).map((k) => -3 + k + offset)],
      p: [range(records).map((k) => 10 - k / 7 - offset)],
    },
    drift: { norm: 4e-9, energy: 4e-7 * name.length },
    counts: { steps: 40, evaluations: 80, iterations: 120, particles: isGrid ? 0 : 6 },
    ...(isGrid
      ? {
          grid: {
            box: [[-12, 14]] as const,
            points: [8],
            dt: 0.5,
            edgeProbability: 1e-9,
            highMomentumProbability: 2e-9,
          },
        }
      : {}),
    snapshots: isGrid
      ? [
          {
            kind: 'wavefunction',
            t: 0,
            x: [Float64Array.from(range(8))],
            psi: Float64Array.from(range(2 * levels * 8), (i) => i / 3),
          },
        ]
      : [
          ringSnapshot(
            0,
            range(6).map((a) => (levels === 2 ? qubit(a, a / 2) : range(2 * levels).map((i) => i + a))),
          ),
        ],
    seconds: 1.25,
    ...changes,
  }
}

/** A result with standard errors, all different from one another and from the observables. */
export const withErrors = (result: RunResult, over: 'trajectories' | 'replicas' = 'trajectories'): RunResult => {
  const { density: _, adiabaticDensity: __, ...observables } = result.observables
  let k = 0
  const scaled = (value: unknown): unknown => (Array.isArray(value) ? value.map(scaled) : 1e-3 + 1e-5 * k++)
  const errors = Object.fromEntries(Object.entries(observables).map(([name, series]) => [name, scaled(series)]))
  return { ...result, errors: errors as unknown as StandardErrors, statistics: { over, samples: 2000 } }
}

/** The made-up comparison of exact and koopmons. */
export const sampleComparison = (): Comparison => {
  const [exact, koopmon] = [sampleResult('exact'), sampleResult('koopmon')]
  return {
    version: '9.8.7',
    spec: { ...exact.spec, methods: [] },
    status: 'ok',
    runs: [
      { label: 'exact', result: exact },
      { label: 'koopmon', result: koopmon, deviations: deviations(koopmon, exact) },
    ],
  }
}
