import type { Measured, PresetData, PresetRow } from './PresetData.ts'
import { deviationNames } from './PresetData.ts'

/** Where the measured part of a page begins and ends. */
export const MARKS = ['<!-- measured: begin -->', '<!-- measured: end -->'] as const

/** Below this an error is rounding: nothing was drawn that the number depends on. */
const ROUNDING = 1e-9

const fixed = (x: number): string => (Math.abs(x) >= 0.001 || x === 0 ? x.toPrecision(3) : x.toExponential(1))
const text = (measured: Measured | undefined): string =>
  measured === undefined
    ? '-'
    : measured.error === undefined
      ? fixed(measured.value)
      : `${fixed(measured.value)} ± ${measured.error < ROUNDING ? 0 : measured.error.toPrecision(1)}`

const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const isReference = ({ method }: PresetRow): boolean => method.startsWith('exact')
const pointsOf = ({ rows }: PresetData): ReadonlyArray<number> => [...new Set(rows.map(({ point }) => point))]
const methodsOf = ({ rows }: PresetData): ReadonlyArray<string> => [...new Set(rows.map(({ method }) => method))]
const at = (data: PresetData, point: number, method: string): PresetRow | undefined =>
  data.rows.find((row) => row.point === point && row.method === method)

/** Whether a run stopped early, so that its deviation is over a part of the time only. */
const isStopped = ({ status }: PresetRow): boolean => status !== 'ok' && status !== 'unfinished'
const ended = (data: PresetData, point: number, method: string): PresetRow | undefined => {
  const row = at(data, point, method)
  return row && !isStopped(row) ? row : undefined
}

/** The swept numbers that say which point it is: the first path of an axis, under its last name. */
const shortPath = (path: string): string => path.split('.').at(-1) ?? path

/** How two deviations compare, beyond twice their errors together. */
export const verdict = (one: Measured, other: Measured): 'better' | 'worse' | 'undecided' => {
  const error = Math.hypot(one.error ?? 0, other.error ?? 0)
  if (Math.abs(one.value - other.value) <= 2 * error) return 'undecided'
  return one.value < other.value ? 'better' : 'worse'
}

const words = { better: 'closer to exact than', worse: 'further from exact than', undecided: 'as close to exact as' }

/** One sentence on koopmons against Ehrenfest at the only point, quantity by quantity. */
const sentencesOf = (data: PresetData, point: number): ReadonlyArray<string> => {
  const [koopmon, ehrenfest] = [at(data, point, 'koopmon'), at(data, point, 'ehrenfest')]
  if (!koopmon || !ehrenfest) return []
  return deviationNames.flatMap((name) => {
    const [a, b] = [koopmon.rms[name], ehrenfest.rms[name]]
    if (!a || !b) return []
    const ratio = a.value / b.value
    const size = ratio < 1 ? `${(1 / ratio).toPrecision(2)} times closer` : `${ratio.toPrecision(2)} times further`
    const found = verdict(a, b)
    return [
      found === 'undecided'
        ? `in ${name} koopmons are ${words.undecided} Ehrenfest, within twice the errors`
        : `in ${name} koopmons are ${words[found]} Ehrenfest (${size})`,
    ]
  })
}

const capital = (sentence: string): string => `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`

const single = (data: PresetData): ReadonlyArray<string> => {
  const sentences = sentencesOf(data, 0).map((sentence) => `- ${capital(sentence)}`)
  return [
    table(
      ['method', ...deviationNames.map((name) => `${name} rms`)],
      data.rows
        .filter((row) => !isReference(row))
        .map(({ method, rms }) => [method, ...deviationNames.map((name) => text(rms[name]))]),
    ),
    ...(sentences.length > 0 ? ['', ...sentences] : []),
  ]
}

/** How koopmons fare against Ehrenfest over all points, in one sentence a quantity. */
const tallySentences = (data: PresetData): ReadonlyArray<string> =>
  (['population', 'purity'] as const).flatMap((name) => {
    const judged = pointsOf(data).flatMap((point) => {
      const [a, b] = [ended(data, point, 'koopmon')?.rms[name], ended(data, point, 'ehrenfest')?.rms[name]]
      return a && b ? [{ point, found: verdict(a, b) }] : []
    })
    if (judged.length === 0) return []
    const count = (found: string) => judged.filter((one) => one.found === found).length
    return [
      `- In ${name} koopmons are closer to exact than Ehrenfest at ${count('better')} of ${judged.length} points, further at ${count('worse')}, and not told apart by twice the errors at ${count('undecided')}.`,
    ]
  })

/** One line a point: the settings, then the deviation of each method. */
const swept = (data: PresetData, name: (typeof deviationNames)[number]): string => {
  const methods = methodsOf(data).filter((method) => !method.startsWith('exact'))
  const paths = distinctPaths(data)
  return table(
    [...paths.map(shortPath), ...methods.map((method) => `${method}, ${name} rms`)],
    pointsOf(data).map((point) => {
      const settings = data.rows.find((row) => row.point === point)?.settings ?? {}
      return [
        ...paths.map((path) => String(settings[path])),
        ...methods.map((method) => {
          const row = at(data, point, method)
          return row && isStopped(row) ? row.status : text(row?.rms[name])
        }),
      ]
    }),
  )
}

/** The swept paths without those that merely follow another: of paths that change together, the first. */
const distinctPaths = ({ paths, rows }: PresetData): ReadonlyArray<string> => {
  const pattern = (path: string): string => {
    const seen: number[] = []
    return rows
      .map(({ settings }) => {
        const value = settings[path] ?? Number.NaN
        if (!seen.includes(value)) seen.push(value)
        return seen.indexOf(value)
      })
      .join(' ')
  }
  return paths
    .filter((path, k) => !paths.slice(0, k).some((other) => pattern(other) === pattern(path)))
    .filter((path) => path !== 'time.end')
}

/** A population below this is written as 0. */
const NOTHING = 5e-5

const channelText = (row: PresetRow | undefined, name: string): string => {
  const found = row?.channels.find((channel) => channel.name === name)
  if (row === undefined || found === undefined) return '-'
  if (found.value === undefined) return row.status
  if (Math.abs(found.value) < NOTHING) return '0'
  return text({ value: found.value, ...(found.error !== undefined && { error: found.error }) })
}

/** The channels that any method fills by more than a thousandth. */
const openChannels = ({ rows }: PresetData): ReadonlyArray<string> => {
  const names = [...new Set(rows.flatMap(({ channels }) => channels.map(({ name }) => name)))]
  return names.filter((name) =>
    rows.some(({ channels }) => channels.some((channel) => channel.name === name && (channel.value ?? 0) > 1e-3)),
  )
}

/** In one sentence at how many points each method ends within twice its errors of exact, and how far from it at most. */
export const agreement = (data: PresetData, name: string): string => {
  const parts = methodsOf(data).flatMap((method) => {
    const compared = data.rows
      .filter((row) => row.method === method && !isReference(row))
      .flatMap(({ channels }) => channels.filter((channel) => channel.name === name && channel.deviation !== undefined))
      .map(({ deviation = 0, error = 0 }) => ({ far: Math.abs(deviation), error }))
    if (compared.length === 0) return []
    const near = compared.filter(({ far, error }) => far <= Math.max(2 * error, NOTHING)).length
    return [
      `${method} at ${near} of ${compared.length} (at most ${fixed(Math.max(...compared.map(({ far }) => far)))} off)`,
    ]
  })
  return parts.length === 0 ? '' : `Within twice its errors of exact: ${parts.join('; ')}.`
}

const scattering = (data: PresetData): ReadonlyArray<string> => {
  const methods = methodsOf(data)
  const paths = distinctPaths(data).slice(0, 1)
  return openChannels(data).flatMap((name) => [
    '',
    `Final ${name}:`,
    '',
    table(
      [...paths.map(shortPath), ...methods],
      pointsOf(data).map((point) => [
        ...paths.map((path) => String(data.rows.find((row) => row.point === point)?.settings[path])),
        ...methods.map((method) => channelText(at(data, point, method), name)),
      ]),
    ),
    '',
    agreement(data, name),
  ])
}

/** The measured part of a preset's page, between its marks. */
export const presetBlock = (data: PresetData): string => {
  const hasChannels = data.rows.some(({ channels }) => channels.length > 0)
  const body =
    data.paths.length === 0
      ? single(data)
      : [
          ...tallySentences(data).flatMap((sentence, k, all) => (k === all.length - 1 ? [sentence, ''] : [sentence])),
          swept(data, 'population'),
          '',
          swept(data, 'purity'),
          ...(hasChannels ? scattering(data) : []),
        ]
  return [
    MARKS[0],
    'Root mean square deviations from exact over the run; ± is the standard error of the sampling (of the mean over trajectories or replicas). Populations are diabatic, of fssh |c|^2; T and R are adiabatic, of fssh active states.',
    '',
    ...body,
    '',
    `Measured with version ${data.version}; the numbers are in \`docs/data/presets/${data.preset}.json\`.`,
    MARKS[1],
  ].join('\n')
}
