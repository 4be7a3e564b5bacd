// Measures error against gradient evaluations of the integrators for koopmons, and writes docs/figures/koopmon-work-precision.{vl.json,svg}.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Figure } from '@casimir/cli'
import { figureJson, figureSvg } from '@casimir/cli'
import type { IntegratorName } from '@casimir/experiments'
import { run } from '@casimir/experiments'
import { runSpec } from '../support/specs.ts'

const END = 6
const names: IntegratorName[] = ['midpoint', 'strang', 'suzuki4', 'kahan-li6']
const steps: { readonly [name: string]: readonly number[] } = {
  midpoint: [0.3, 0.2, 0.1, 0.05, 0.025],
  strang: [0.3, 0.2, 0.1, 0.05, 0.025],
  suzuki4: [0.6, 0.4, 0.3, 0.2, 0.1, 0.05],
  'kahan-li6': [0.6, 0.4, 0.3, 0.2, 0.1],
}

const result = (coupling: number, name: IntegratorName, dt: number) =>
  run(
    runSpec({
      problem: { name: 'rabi', coupling },
      initial: { wavepacket: { q: [1.5], p: [0], sigma: [Math.SQRT1_2], level: 0 } },
      method: { name: 'koopmon', particles: 100, mollifier: { degree: 9 } },
      integrator: { name, dt },
      time: { end: END, record: 1.2 },
      guards: { energy: 1 },
    }),
  )

const worst = (x: Float64Array, y: Float64Array): number => x.reduce((m, v, k) => Math.max(m, Math.abs(v - y[k])), 0)
const endOf = ({ snapshots }: Awaited<ReturnType<typeof result>>) => {
  const last = snapshots.at(-1)
  if (last?.kind !== 'trajectories') throw new Error('koopmons keep trajectories')
  return last
}

const rows: Figure['datasets'][string][number][] = []
for (const coupling of [0.1, 0.5]) {
  const reference = endOf(await result(coupling, 'kahan-li6', 0.02))
  for (const name of names)
    for (const dt of steps[name]) {
      const one = await result(coupling, name, dt)
      if (one.status !== 'ok') continue
      const end = endOf(one)
      const trajectory = Math.max(worst(end.q, reference.q), worst(end.p, reference.p))
      const shared = { coupling: `coupling ${coupling}`, integrator: name, gradients: one.counts.evaluations, dt }
      rows.push({ ...shared, what: 'trajectory error at t = 6', error: trajectory })
      rows.push({ ...shared, what: 'largest energy error', error: one.drift.energy })
      process.stdout.write(
        `${coupling} ${name} dt ${dt}: ${one.counts.evaluations} gradients, trajectories ${trajectory.toExponential(1)}, energy ${one.drift.energy.toExponential(1)}\n`,
      )
    }
}

const logarithmic = { type: 'log' } as const
const spec: Figure['spec'] = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  title: {
    text: 'Work and precision of the integrators for koopmons',
    subtitle: [
      'rabi, 100 koopmons, B-spline of degree 9, t = 0 to 6',
      'gradients: evaluations of the hbar term, tolerance 1e-13',
    ],
    anchor: 'start',
  },
  background: 'white',
  data: { name: 'runs' },
  facet: { row: { field: 'what', title: null }, column: { field: 'coupling', title: null } },
  spec: {
    width: 300,
    height: 220,
    mark: { type: 'line', point: { size: 50 }, strokeWidth: 2 },
    encoding: {
      x: {
        field: 'gradients',
        type: 'quantitative',
        scale: logarithmic,
        title: 'gradient evaluations',
        axis: { tickCount: 3 },
      },
      y: {
        field: 'error',
        type: 'quantitative',
        scale: logarithmic,
        title: 'error (dimensionless)',
        axis: { format: '.0e', tickCount: 6 },
      },
      color: {
        field: 'integrator',
        scale: { domain: names, range: ['#000000', '#D55E00', '#0072B2', '#009E73'] },
      },
      strokeDash: {
        field: 'integrator',
        scale: {
          domain: names,
          range: [
            [1, 0],
            [6, 3],
            [2, 2],
            [8, 2, 2, 2],
          ],
        },
      },
      shape: { field: 'integrator', scale: { domain: names } },
    },
  },
  config: {
    axis: { labelFontSize: 11, titleFontSize: 12 },
    legend: { labelFontSize: 11 },
    header: { labelFontSize: 12 },
  },
}
const base = fileURLToPath(new URL('../../docs/figures/koopmon-work-precision', import.meta.url))
const figure: Figure = { name: 'koopmon-work-precision', spec, datasets: { runs: rows } }
writeFileSync(`${base}.vl.json`, figureJson(figure))
writeFileSync(`${base}.svg`, await figureSvg(figure))
