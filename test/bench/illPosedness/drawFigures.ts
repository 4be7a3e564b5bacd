import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Figure } from '@casimir/cli'
import { figureJson, figureSvg } from '@casimir/cli'
import { TAIL_BOUND } from './measureRuns.ts'
import type { StudyData } from './StudyData.ts'

const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json'
const COLOURS = ['#000000', '#D55E00', '#0072B2', '#009E73', '#CC79A7']
const DASHES = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 2, 2, 2],
  [10, 4],
]
const config = {
  axis: { labelFontSize: 11, titleFontSize: 12 },
  legend: { labelFontSize: 11, titleFontSize: 11, labelLimit: 260 },
  header: { labelFontSize: 12 },
}
const byName = (field: string, domain: string[], title: string | null = null) => ({
  color: {
    field,
    scale: { domain, range: COLOURS.slice(0, domain.length) },
    legend: { title, symbolType: 'stroke', symbolSize: 400 },
  },
  strokeDash: {
    field,
    scale: { domain, range: DASHES.slice(0, domain.length) },
    legend: { title, symbolType: 'stroke', symbolSize: 400 },
  },
})

const packetFigure = ({ packets }: StudyData): Figure => {
  const most = 1.05 * Math.max(...packets.map(({ symbol }) => Math.abs(symbol)))
  const sectors = ['density', 'orientation']
  return {
    name: 'ill-posedness-packets',
    datasets: {
      packets: packets.map(({ sector, symbol, measured }) => ({ sector, symbol, measured })),
      diagonal: [
        { symbol: -most, measured: -most },
        { symbol: most, measured: most },
      ],
    },
    spec: {
      $schema: SCHEMA,
      title: {
        text: 'Growth rates of wave packets on the linearised flow of (3)-(5)',
        subtitle: ['torus Rabi, 256 x 256 nodes; the line is measured = symbol'],
        anchor: 'start',
      },
      background: 'white',
      width: 340,
      height: 300,
      layer: [
        {
          data: { name: 'diagonal' },
          mark: { type: 'line', color: '#777777', strokeWidth: 1 },
          encoding: {
            x: { field: 'symbol', type: 'quantitative' },
            y: { field: 'measured', type: 'quantitative' },
          },
        },
        {
          data: { name: 'packets' },
          mark: { type: 'point', size: 70, strokeWidth: 2 },
          encoding: {
            x: { field: 'symbol', type: 'quantitative', title: 'rate of the principal symbol (1/time, dimensionless)' },
            y: { field: 'measured', type: 'quantitative', title: 'measured rate (1/time, dimensionless)' },
            color: {
              field: 'sector',
              scale: { domain: sectors, range: ['#D55E00', '#0072B2'] },
              legend: { title: 'perturbed' },
            },
            shape: {
              field: 'sector',
              scale: { domain: sectors, range: ['circle', 'square'] },
              legend: { title: 'perturbed' },
            },
          },
        },
      ],
      config,
    },
  }
}

/** Lines of one quantity against the cut-off, a colour and a dash for each model. */
const againstCutoff = (
  data: string,
  lines: ReadonlyArray<{ readonly model: string; readonly cutoff: number }>,
  y: { readonly field: string; readonly title: string; readonly scale?: { readonly domainMin: number } },
  cutoffs: [number, number],
) => ({
  background: 'white',
  width: 360,
  height: 320,
  data: { name: data },
  mark: { type: 'line' as const, point: { size: 50, filled: true, strokeDash: [1, 0] }, strokeWidth: 2 },
  encoding: {
    x: {
      field: 'cutoff',
      type: 'quantitative' as const,
      title: 'cut-off K (modes |k| <= K on each axis)',
      scale: { domain: cutoffs },
    },
    y: { type: 'quantitative' as const, ...y },
    ...byName('model', [...new Set(lines.map(({ model }) => model))]),
  },
  config,
})

const spectrumFigure = ({ spectra, bounds }: StudyData): Figure => {
  const lines = [
    ...spectra.map(({ model, cutoff, largest }) => ({ model, cutoff, largest })),
    ...bounds.map(({ cutoff, rate }) => ({ model: 'largest lambda of the symbol', cutoff, largest: rate })),
  ]
  return {
    name: 'ill-posedness-spectra',
    datasets: { spectra: lines },
    spec: {
      $schema: SCHEMA,
      title: {
        text: 'Fastest growth of the truncated linearisation',
        subtitle: ['torus Rabi, about one smooth state'],
        anchor: 'start',
      },
      ...againstCutoff(
        'spectra',
        lines,
        { field: 'largest', title: 'largest real part (1/time, dimensionless)' },
        [2, 11],
      ),
    },
  }
}

const lossFigure = ({ runs }: StudyData): Figure => {
  const lines = runs
    .filter(({ dt }) => dt >= 0.01)
    .map(({ model, cutoff, noise, lost }) => ({ model: noise > 0 ? `${model}, noise 1e-6` : model, cutoff, lost }))
  return {
    name: 'ill-posedness-loss',
    datasets: { runs: lines.filter(({ lost }) => lost !== null) },
    spec: {
      $schema: SCHEMA,
      title: {
        text: 'When a pseudo-spectral run loses resolution',
        subtitle: [`torus Rabi from a uniform spinor; spectral tail above ${TAIL_BOUND}`],
        anchor: 'start',
      },
      ...againstCutoff(
        'runs',
        lines,
        { field: 'lost', title: 'time of the loss (dimensionless)', scale: { domainMin: 0 } },
        [4, 36],
      ),
    },
  }
}

const tailFigure = ({ tails }: StudyData): Figure => {
  const models = [...new Set(tails.map(({ model }) => model))]
  const cutoffs = [...new Set(tails.map(({ cutoff }) => `${cutoff}`))]
  return {
    name: 'ill-posedness-tails',
    datasets: {
      tails: tails.flatMap(({ model, cutoff, t, tail }) =>
        t.map((time, k) => ({ model, cutoff: `${cutoff}`, t: time, tail: Math.max(tail[k], 1e-16) })),
      ),
    },
    spec: {
      $schema: SCHEMA,
      title: {
        text: 'Spectral tail of the runs',
        subtitle: ['share of the variation of P (rms) in the top third of the modes kept'],
        anchor: 'start',
      },
      background: 'white',
      data: { name: 'tails' },
      facet: { field: 'model', sort: models, title: null },
      columns: 2,
      spec: {
        width: 270,
        height: 190,
        mark: { type: 'line', strokeWidth: 2 },
        encoding: {
          x: { field: 't', type: 'quantitative', title: 'time (dimensionless)' },
          y: {
            field: 'tail',
            type: 'quantitative',
            scale: { type: 'log' },
            title: 'spectral tail (dimensionless)',
            axis: { format: '.0e', tickCount: 5 },
          },
          ...byName('cutoff', cutoffs, 'cut-off K'),
        },
      },
      config,
    },
  }
}

/** The figures of the study. */
export const studyFigures = (data: StudyData): ReadonlyArray<Figure> => [
  packetFigure(data),
  spectrumFigure(data),
  lossFigure(data),
  tailFigure(data),
]

/** Writes each figure as its Vega-Lite document and as SVG. */
export const drawFigures = async (data: StudyData, folder: string): Promise<void> => {
  for (const figure of studyFigures(data)) {
    const base = join(folder, figure.name)
    writeFileSync(`${base}.vl.json`, figureJson(figure))
    writeFileSync(`${base}.svg`, await figureSvg(figure))
  }
}
