import { crossPlane, extremaOf, integrate, meanOf, recordBlock } from '@casimir/integrators'

const STEPS = 20_000
const zero = (values: Float64Array): void => {
  for (let k = 0; k < values.length; k++) values[k] *= 0.999
}
const first = ({ block }: { readonly block: Float64Array }): number => block[0]

const loops: { readonly [name: string]: (size: number, steps: number) => void } = {
  'observers, a plane and a memory': (size, steps) => {
    const held = new Float64Array(size)
    integrate({
      state: { block: new Float64Array(size).fill(1) },
      flow: ({ block }) => {
        zero(block)
        return 0
      },
      h: 0.1,
      steps,
      observers: { mean: meanOf(first), range: extremaOf(first) },
      stop: [crossPlane({ normal: new Float64Array(size).fill(1), offset: -1 })],
      memory: {
        size,
        read: (out) => out.set(held),
        write: (block) => {
          for (let k = 0; k < size; k++) held[k] = block[k]
        },
      },
    })
  },
  'a dense record of eleven states': (size, steps) => {
    integrate({
      state: { block: new Float64Array(size).fill(1) },
      flow: () => 0,
      h: 0.1,
      steps,
      every: steps / 10,
      observers: { path: recordBlock() },
    })
  },
  'an observer that copies every state': (size, steps) => {
    const kept: Float64Array[] = []
    const copying = {
      begin: () => ({
        see: (_: number, { block }: { readonly block: Float64Array }) => void kept.push(block.slice()),
        end: () => kept.length,
      }),
    }
    integrate({ state: { block: new Float64Array(size) }, flow: () => 0, h: 0.1, steps, observers: { copying } })
  },
}

/** Collects garbage until the sweeper, which works in the background, has given the array buffers back. */
const collect = async (): Promise<void> => {
  if (!globalThis.gc) throw new Error('run with --expose-gc')
  for (let k = 0; k < 3; k++) {
    globalThis.gc()
    await new Promise((done) => setTimeout(done, 20))
  }
}

/** Growth per step between a run of STEPS and one of twice as many, each the least of three: what a run prepares cancels. */
const measure = async (run: (size: number, steps: number) => void, size: number) => {
  const grown = async (steps: number) => {
    let arrayBuffers = Number.POSITIVE_INFINITY
    for (let repeat = 0; repeat < 3; repeat++) {
      await collect()
      const before = process.memoryUsage()
      run(size, steps)
      const after = process.memoryUsage()
      arrayBuffers = Math.min(arrayBuffers, after.arrayBuffers - before.arrayBuffers)
    }
    return arrayBuffers
  }
  run(size, STEPS)
  const short = await grown(STEPS)
  const long = await grown(2 * STEPS)
  return { arrayBuffers: (long - short) / STEPS }
}

const rows = []
for (const [name, run] of Object.entries(loops))
  rows.push({ name, few: await measure(run, 10), many: await measure(run, 80) })
process.stdout.write(`${JSON.stringify(rows)}\n`)
