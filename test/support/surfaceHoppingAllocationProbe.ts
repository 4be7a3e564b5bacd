// Run as a child with --expose-gc and a large young generation: prints the growth of heap and array buffers per step as JSON.
import { ladder, rabi, surfaceHopping } from '@casimir/models'
import { HOPPING_DEFAULTS } from './surfaceHoppingScattering.ts'

const STEPS = 40
const ROUNDS = 4
const models = [
  rabi({ omega: 1, splitting: 1, coupling: 0.6 }),
  ladder({ omega: 1, E0: 0, E1: 1, E2: 2.2, g01: 0.4, g12: 0.3 }),
]
const kept: number[][] = []
const draws: Record<string, (a: number) => number> = {
  cumulative: () => 0,
  instantaneous: () => 0.9,
  'instantaneous, draws that allocate': (a) => {
    kept[a] = [a, a, a]
    return 0.9
  },
}

/** Collects garbage, and gives the compiler, which works in the background, the time to hand over what it has made. */
const settle = async (): Promise<void> => {
  globalThis.gc?.()
  await new Promise((done) => setTimeout(done, 30))
}

const measure = async (name: string, uniform: (a: number) => number, model: (typeof models)[number], N: number) => {
  const hopping = name === 'cumulative' ? 'cumulative' : 'instantaneous'
  const run = surfaceHopping(model, { ...HOPPING_DEFAULTS, hopping, decoherence: 'edc' }).prepare(N, uniform)
  for (let a = 0; a < N; a++) {
    run.state.q[a] = 2
    run.state.p[a] = a / N
    run.start(a, 1)
  }
  for (let s = 0; s < 1000; s++) run.step(0.05)
  let heap = Number.POSITIVE_INFINITY
  let arrayBuffers = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    await settle()
    const before = process.memoryUsage()
    for (let s = 0; s < STEPS; s++) run.step(0.05)
    const after = process.memoryUsage()
    heap = Math.min(heap, (after.heapUsed - before.heapUsed) / STEPS)
    arrayBuffers = Math.min(arrayBuffers, after.arrayBuffers - before.arrayBuffers)
  }
  return { name: `${name}, ${model.name}`, N, heap, arrayBuffers }
}

/** Everything once: code that is not compiled yet boxes what compiled code does not, and only the first rows of a process saw it. */
const pass = async () => {
  const rows = []
  for (const [name, uniform] of Object.entries(draws))
    for (const model of models) for (const N of [50, 400]) rows.push(await measure(name, uniform, model, N))
  return rows
}
await pass()
console.log(JSON.stringify(await pass()))
