import type { HybridState, HybridSystem, Scheme, SplitSystem } from '@casimir/algebra'
import { letter } from '@casimir/algebra'
import type { Stepper } from '@casimir/integrators'
import {
  compile,
  discreteGradient,
  dormandPrince853,
  gaussLegendre,
  implicitMidpoint,
  kahanLi6,
  midpointPart,
  rungeKutta4,
  strangAround,
  suzuki4,
  symmetricProjection,
  taoExtended,
} from '@casimir/integrators'
import { correlation, ehrenfestSplit } from '@casimir/models'
import { onBothCopies } from './catalogueDoubledProblem.ts'
import {
  coarseKoopmons,
  crossingSystem,
  hybridProblems,
  koopmonHamiltonian,
  koopmonOptions,
  koopmonSystem,
  pairSystem,
  pairWeights,
} from './catalogueProblems.ts'
import type { CatalogueRow, Claims, RowSpecimen } from './catalogueRow.ts'
import { geometric, on, plain } from './catalogueRow.ts'
import { drivenNonSeparable, drivenPendulum, kepler, nonSeparable, plainPendulum } from './oscillators.ts'

const tight = { tolerance: 1e-14 }

/** A closure as exact flows of A and B and an implicit hbar part, which is the default of the koopmon method. */
const koopmonSplit = (
  hamiltonian: typeof koopmonHamiltonian,
  options: typeof koopmonOptions | typeof coarseKoopmons.options,
): SplitSystem<HybridState, 'A' | 'B' | 'C'> => ({
  name: 'koopmons',
  parts: {
    ...ehrenfestSplit(hamiltonian, { trajectories: options.weights.length, hbar: options.hbar }).parts,
    C: midpointPart(correlation(hamiltonian, options), tight).part,
  },
})
const around: ReadonlyArray<CatalogueRow> = (
  [
    ['strang', 2, (base) => base],
    ['suzuki4', 4, suzuki4],
    ['kahanLi6', 6, kahanLi6],
  ] as ReadonlyArray<readonly [string, number, <K extends string>(base: Scheme<K>) => Scheme<K>]>
).map(([word, order, composition]) => {
  const name = `${word} about an implicit hbar part`
  const { hamiltonian, options } = coarseKoopmons
  return {
    name,
    family: 'koopmons',
    claims: geometric(order),
    source: 'design of this library',
    specimens: [
      on(name, hybridProblems.koopmons, () =>
        compile(koopmonSplit(koopmonHamiltonian, koopmonOptions))(composition(strangAround)),
      ),
      on(name, hybridProblems.coarse, () => compile(koopmonSplit(hamiltonian, options))(composition(strangAround))),
    ],
  }
})

type Prepare = (system: HybridSystem) => Pick<Stepper, 'flow'>
const row = (name: string, source: string, claims: Claims, specimens: ReadonlyArray<RowSpecimen>): CatalogueRow => ({
  name,
  family: 'stepper of hybrid systems',
  claims,
  source,
  specimens,
})
const mechanical = (name: string, prepare: Prepare): RowSpecimen[] => [
  on(name, hybridProblems.pendulum, () => prepare(plainPendulum).flow),
  on(name, hybridProblems.driven, () => prepare(drivenPendulum).flow),
  on(name, hybridProblems.crossing, () => prepare(crossingSystem).flow),
  on(name, hybridProblems.kepler, () => prepare(kepler).flow),
]
const koopmons = (name: string, prepare: Prepare): RowSpecimen[] => [
  on(name, hybridProblems.koopmons, () => prepare(koopmonSystem).flow),
  on(name, hybridProblems.coarse, () => prepare(coarseKoopmons.system).flow),
]
const notSeparable = (name: string, prepare: Prepare): RowSpecimen[] => [
  on(name, hybridProblems.nonSeparable, () => prepare(nonSeparable).flow),
  on(name, hybridProblems.drivenNonSeparable, () => prepare(drivenNonSeparable).flow),
  on(name, hybridProblems.pair, () => prepare(pairSystem).flow),
]
const onAll = (name: string, source: string, claims: Claims, prepare: Prepare): CatalogueRow =>
  row(name, source, claims, [...mechanical(name, prepare), ...koopmons(name, prepare)])

const gauss = (stages: number): CatalogueRow => {
  const name = `gaussLegendre, ${stages} stages`
  const prepare: Prepare = (system) => gaussLegendre(system, { stages, ...tight })
  return row(name, 'Butcher 1964; Sanz-Serna 1988', geometric(2 * stages), [
    ...mechanical(name, prepare),
    // order 8 on koopmons needs a finer reference than a table can wait for: test/convergence/gauss.test.ts has it
    ...(stages < 4 ? koopmons(name, prepare) : []),
  ])
}

const tao = (system: HybridSystem): Stepper => taoExtended(system, { omega: 20 })
const doubled: ReadonlyArray<RowSpecimen> = [
  onBothCopies(hybridProblems.nonSeparable, nonSeparable, Float64Array.of(1), () => tao(nonSeparable)),
  onBothCopies(hybridProblems.drivenNonSeparable, drivenNonSeparable, Float64Array.of(1), () =>
    tao(drivenNonSeparable),
  ),
  onBothCopies(hybridProblems.pair, pairSystem, pairWeights, () => tao(pairSystem)),
]

/**
 * The formula of order 8 without step control. Its energy drifts as h^9 t, which turns into an error h^9 t^2 of the phase: the order shows over
 * short times only. So accurate a method needs steps four times those of the others to show what it breaks.
 */
const dormandPrince = (): CatalogueRow => {
  const name = 'dormandPrince853, whole steps'
  const whole = (system: HybridSystem) => () => dormandPrince853(system, { tolerance: Number.POSITIVE_INFINITY }).flow
  const { pendulum, driven, crossing, nonSeparable: product, drivenNonSeparable: drivenProduct, pair } = hybridProblems
  const over = (problem: typeof pendulum, system: HybridSystem, T: number): RowSpecimen =>
    on(name, problem, whole(system), { T: () => T, h: 4 * problem.h })
  return row(name, 'Hairer, Norsett and Wanner 1993', plain(8), [
    over(pendulum, plainPendulum, 6),
    over(driven, drivenPendulum, 4),
    over(crossing, crossingSystem, 700),
    over(product, nonSeparable, 6),
    over(drivenProduct, drivenNonSeparable, 2),
    over(pair, pairSystem, 1),
  ])
}

/** The steppers of hybrid systems. */
export const stepperRows: ReadonlyArray<CatalogueRow> = [
  onAll('implicitMidpoint', 'Leimkuhler and Reich 2004', geometric(2), (s) => implicitMidpoint(s, tight)),
  ...[2, 3, 4].map(gauss),
  onAll('suzuki4 of implicitMidpoint', 'Suzuki 1990', geometric(4), (s) => ({
    flow: compile({ name: s.name, parts: { M: { kind: 'symmetric', flow: implicitMidpoint(s, tight).flow } } })(
      suzuki4([letter('M', 1)]),
    ),
  })),
  ...around,
  row('symmetricProjection', 'Jayawardana and Ohsawa 2023', geometric(2), [
    ...mechanical('symmetricProjection', (s) => symmetricProjection(s, tight)),
    ...notSeparable('symmetricProjection', (s) => symmetricProjection(s, tight)),
  ]),
  row(
    'taoExtended',
    'Tao 2016',
    { ...geometric(2), poisson: false, invariants: false },
    // time reversal turns the copy too, so it belongs to the next row
    notSeparable('taoExtended', tao).map(({ specimen: { reverse: _, ...specimen }, ...rest }) => ({
      ...rest,
      specimen,
    })),
  ),
  row('taoExtended, both copies', 'Tao 2016', { ...geometric(2), invariants: false }, doubled),
  row(
    'discreteGradient',
    'Quispel and McLaren 2008',
    { order: 2, symmetric: true, poisson: false, invariants: false, energy: 'exact' },
    mechanical('discreteGradient', (s) => discreteGradient(s, tight)),
  ),
  onAll('rungeKutta4', 'Kutta 1901', plain(4), rungeKutta4),
  dormandPrince(),
]
