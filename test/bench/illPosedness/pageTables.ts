import { PACKET_WIDTH } from './measurePackets.ts'
import { END, TAIL_BOUND } from './measureRuns.ts'
import type { RunRow, StudyData } from './StudyData.ts'

const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string | number>>): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')

const fixed = (x: number | null, digits: number): string =>
  x === null ? '-' : x.toFixed(digits).replace(/^-(0\.0*)$/, '$1')

const packetTable = ({ packets }: StudyData): string => {
  const deviation = ({ measured, symbol }: StudyData['packets'][number]): number => measured / symbol - 1
  const worst = Math.max(...packets.map((row) => Math.abs(deviation(row))))
  return [
    table(
      ['perturbed', 'kappa', 'at (q, p)', 'symbol', 'measured', 'deviation', 'Ehrenfest, measured'],
      packets.map((row) => [
        row.sector,
        `(${row.wave.join(', ')})`,
        `(${row.centre.map((x) => x.toFixed(2)).join(', ')})`,
        fixed(row.symbol, 2),
        fixed(row.measured, 2),
        `${(100 * deviation(row)).toFixed(1)} %`,
        fixed(row.ehrenfest, 2),
      ]),
    ),
    `${packets[0].points}^2 nodes, packet width ${PACKET_WIDTH}; largest deviation ${(100 * worst).toFixed(1)} %.`,
  ].join('\n\n')
}

const growthTable = ({ growth }: StudyData): string => {
  const [{ times, wave, points, cutoff }] = growth
  return [
    table(
      ['model', 'perturbed', 'symbol', ...times.slice(1).map((t, k) => `t = ${times[k]} .. ${t}`)],
      growth.map(({ model, sector, symbol, rates }) => [
        model,
        sector,
        fixed(symbol, 2),
        ...rates.map((x) => fixed(x, 2)),
      ]),
    ),
    `Rates of a packet of kappa = (${wave.join(', ')}) evolved in time; ${points}^2 nodes, cut-off K = ${cutoff}.`,
  ].join('\n\n')
}

const spectrumTable = ({ spectra, bounds }: StudyData): string => {
  const models = [...new Set(spectra.map(({ model }) => model))]
  const cutoffs = [...new Set(spectra.map(({ cutoff }) => cutoff))]
  const cell = (model: string, cutoff: number): string => {
    const row = spectra.find((one) => one.model === model && one.cutoff === cutoff)
    if (!row) throw new Error(`the data have no spectrum of ${model}, K = ${cutoff}; measure them again.`)
    return `${row.smallest.toFixed(2)} .. ${row.largest.toFixed(2)}`
  }
  const residual = Math.max(...spectra.map((row) => row.residual))
  return [
    table(
      ['model', ...cutoffs.map((K) => `K = ${K}`)],
      [
        ...models.map((model) => [model, ...cutoffs.map((K) => cell(model, K))]),
        ['largest lambda of the symbol', ...bounds.map(({ rate }) => fixed(rate, 2))],
      ],
    ),
    `Smallest .. largest real part of the eigenvalues; matrices of ${spectra[0].size} to ${spectra[cutoffs.length - 1].size} rows; relative residuals of the Ritz pairs at most ${residual.toExponential(0)}.`,
  ].join('\n\n')
}

const runTable = ({ runs }: StudyData): string => {
  const plain = runs.filter(({ noise, dt }) => noise === 0 && dt >= 0.01)
  const models = [...new Set(plain.map(({ model }) => model))]
  const cutoffs = [...new Set(plain.map(({ cutoff }) => cutoff))]
  const line = (name: string, of: ReadonlyArray<RunRow>, cell: (row: RunRow) => string): string[] => [
    name,
    ...cutoffs.map((K) => {
      const row = of.find(({ cutoff }) => cutoff === K)
      if (!row) throw new Error(`the data have no run '${name}', K = ${K}; measure them again.`)
      return cell(row)
    }),
  ]
  const lost = (row: RunRow): string => fixed(row.lost, row.dt < 0.01 ? 3 : 2)
  const first = runs.filter(({ model }) => model === models[0])
  const energy = Math.max(...runs.map(({ energyDrift }) => energyDrift))
  const mass = Math.max(...runs.map(({ massDrift }) => massDrift))
  return [
    table(
      ['', ...cutoffs.map((K) => `K = ${K}`)],
      [
        line(
          'points an axis',
          plain.filter(({ model }) => model === models[0]),
          ({ points }) => `${points}`,
        ),
        ...models.map((model) =>
          line(
            model,
            plain.filter((row) => row.model === model),
            lost,
          ),
        ),
        line(
          `${models[0]}, dt halved`,
          first.filter(({ dt }) => dt < 0.01),
          lost,
        ),
        line(
          `${models[0]}, noise 1e-6`,
          first.filter(({ noise }) => noise > 0),
          lost,
        ),
        line(
          `${models[0]}: late rate of the tail`,
          plain.filter(({ model }) => model === models[0]),
          ({ rate }) => fixed(rate, 0),
        ),
      ],
    ),
    `Last times at which the spectral tail had not passed ${TAIL_BOUND}${runs.some(({ lost }) => lost === null) ? ` (-: it had not by t = ${END})` : ''}; dt = 0.01 for the hybrid model (0.005 halved), 0.02 for the others. Largest change of the energy over all runs ${energy.toExponential(0)}, of the mass ${mass.toExponential(0)}.`,
  ].join('\n\n')
}

const TABLES: { readonly [name: string]: (data: StudyData) => string } = {
  packets: packetTable,
  growth: growthTable,
  spectra: spectrumTable,
  runs: runTable,
}

/** The page with the tables between its markers written from the data. Errors: throws when a marker is missing. */
export const fillPage = (page: string, data: StudyData): string =>
  Object.entries(TABLES).reduce((text, [name, write]) => {
    const between = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`)
    if (!between.test(text)) throw new Error(`docs/ill-posedness.md has no '<!-- ${name} -->' marker; put one in.`)
    return text.replace(between, (_, open: string, close: string) => `${open}${write(data)}\n${close}`)
  }, page)
