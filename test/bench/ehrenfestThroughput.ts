// How many trajectories a second the library does, beside a loop written for this one problem, in one run.
import { allocateHybrid } from '@casimir/algebra'
import type { Decoded, RunSpec } from '@casimir/experiments'
import { decodeRun, run, standardNormal } from '@casimir/experiments'
import { compile, strang } from '@casimir/integrators'
import { ehrenfestSplit, tully1 } from '@casimir/models'
import type { TwoLevelCloud } from './ehrenfestByHand.ts'
import { ehrenfestByHand, RECORDED, recordByHand } from './ehrenfestByHand.ts'

const COUNT = 2048
const BLOCK = 256
const DT = 5
const STEPS = 400
const RECORDS = 100
const ROUNDS = 9
const START = { q: -10, p: 20, sigma: 0.5 }
const SEED = 1

/** What the peers take, as they were measured: on another machine, and at another time. */
const PEERS =
  'the three we could run, measured elsewhere, one trajectory at a time unless said: mudslide 4.3 to 6.7 trajectories/s, QC Lab 3.3 to 4.3 (batches of 100: 250 to 310, of 5000: 2500), PyUNIxMD 2.3 to 3.2'

const sampled = (): TwoLevelCloud => {
  const { points } = standardNormal(2, { particles: COUNT, sampling: 'random', seed: SEED })
  const psi = new Float64Array(4 * COUNT)
  for (let a = 0; a < COUNT; a++) psi[4 * a] = 1
  return {
    q: Float64Array.from({ length: COUNT }, (_, a) => START.q + START.sigma * points[2 * a]),
    p: Float64Array.from({ length: COUNT }, (_, a) => START.p + points[2 * a + 1] / (2 * START.sigma)),
    psi,
  }
}

const model = tully1({ mass: 2000, A: 0.01, B: 1.6, C: 0.005, D: 1 })
const flow = compile(ehrenfestSplit(model, { trajectories: BLOCK, hbar: 1 }))(strang)
const block = allocateHybrid({ trajectories: BLOCK, dof: 1, levels: 2 })

/** The library's flow on blocks of 256. */
const flowBlocks = ({ q, p, psi }: TwoLevelCloud): void => {
  for (let first = 0; first < COUNT; first += BLOCK) {
    block.q.set(q.subarray(first, first + BLOCK))
    block.p.set(p.subarray(first, first + BLOCK))
    block.psi.set(psi.subarray(4 * first, 4 * (first + BLOCK)))
    for (let k = 0; k < STEPS; k++) flow(block, DT)
    q.set(block.q, first)
    p.set(block.p, first)
    psi.set(block.psi, 4 * first)
  }
}

/** The loop by hand with sums and squares of everything at 101 times. */
const recordedByHand = (cloud: TwoLevelCloud): void => {
  for (let k = 0; k <= RECORDS; k++) {
    if (k > 0) ehrenfestByHand(cloud, DT, STEPS / RECORDS)
    recordByHand(cloud, new Float64Array(RECORDED), new Float64Array(RECORDED))
  }
}

/** The whole run that does what the loop does: records at the start and the end; or with 101. */
const decoded = (records: number): Decoded<RunSpec> => {
  const result = decodeRun(
    {
      problem: { name: 'tully1' },
      initial: { wavepacket: { ...START, basis: 'diabatic', level: 0 } },
      method: { name: 'ehrenfest', particles: COUNT, sampling: 'random', seed: SEED },
      integrator: { name: 'strang', dt: DT },
      time: { end: DT * STEPS, record: (DT * STEPS) / records },
    },
    () => {
      throw new Error('no files')
    },
  )
  if (result._tag === 'Left') throw new Error(result.left.map(({ message }) => message).join('; '))
  return result.right
}

const clock = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

const meanUpper = ({ psi }: TwoLevelCloud): number => {
  let sum = 0
  for (let a = 0; a < COUNT; a++) sum += (psi[4 * a + 2] ** 2 + psi[4 * a + 3] ** 2) / COUNT
  return sum
}

/** Throws unless all do the same. */
const checkAgreement = async (): Promise<void> => {
  const [one, two] = [sampled(), sampled()]
  ehrenfestByHand(one, DT, STEPS)
  flowBlocks(two)
  const apart = one.psi.reduce((most, x, k) => Math.max(most, Math.abs(x - two.psi[k])), 0)
  const { observables } = await run(decoded(1))
  const ended = Math.abs((observables.population[1].at(-1) ?? Number.NaN) - meanUpper(one))
  if (!(apart < 1e-9 && ended < 1e-9))
    throw new Error(`throughput: the library's flow is ${apart} from the twin, a run's mean ${ended}.`)
}

/** Prints trajectories a second of a loop by hand, of the library's flow, and of whole runs, with their ratios to what is by hand. */
export const ehrenfestThroughput = async (line: (text: string) => void): Promise<void> => {
  await checkAgreement()
  const [brief, detailed] = [decoded(1), decoded(RECORDS)]
  const tasks = [
    () => ehrenfestByHand(sampled(), DT, STEPS),
    () => recordedByHand(sampled()),
    () => flowBlocks(sampled()),
    async () => {
      await run(brief)
    },
    async () => {
      await run(detailed)
    },
  ]
  const times = tasks.map((): number[] => [])
  for (let r = 0; r <= ROUNDS; r++)
    for (let i = 0; i < tasks.length; i++) {
      const k = (i + r) % tasks.length
      const began = clock()
      await tasks[k]()
      if (r > 0) times[k].push(clock() - began)
    }
  const best = times.map((t) => COUNT / Math.min(...t))
  const rate = (k: number): string => best[k].toFixed(0)
  const ratio = (k: number, twin: number): string => {
    const paired = times[k].map((t, r) => times[twin][r] / t).toSorted((x, y) => x - y)
    return `${(best[k] / best[twin]).toFixed(2)} (median of pairs ${paired[ROUNDS >> 1].toFixed(2)})`
  }
  line(
    `Ehrenfest, tully1, k = 20, ${STEPS} steps of ${DT}, ${COUNT} trajectories, best of ${ROUNDS} by processor time, in trajectories/s: by hand ${rate(0)}, by hand with ${RECORDS + 1} records ${rate(1)};`,
  )
  line(`  the library's flow on blocks of ${BLOCK} ${rate(2)}: ${ratio(2, 0)} of the loop by hand;`)
  line(
    `  a whole run, its start and end recorded with sampling and error bars, ${rate(3)}: ${ratio(3, 0)} of the loop by hand;`,
  )
  line(
    `  a whole run with ${RECORDS + 1} records of every observable with error bars ${rate(4)}: ${ratio(4, 1)} of the loop with records, ${ratio(4, 0)} of that without`,
  )
  line(`  ${PEERS}`)
}
