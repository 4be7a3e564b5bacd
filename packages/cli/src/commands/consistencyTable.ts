import type { ConsistencyReport } from '@casimir/experiments'
import { consistencyCells, measureConsistency } from '@casimir/experiments'
import type { Terminal } from '../Terminal.ts'

/** Words of a text in lines of at most so many characters. */
const wrap = (text: string, width: number): string[] => {
  const lines = ['']
  for (const word of text.split(' ')) {
    const last = lines.length - 1
    const longer = lines[last] === '' ? word : `${lines[last]} ${word}`
    if (longer.length <= width || lines[last] === '') lines[last] = longer
    else lines.push(word)
  }
  return lines
}

const WIDTH = 76

/** Property by property: its statement, then one line a method; the notes at the end. */
const text = (report: ConsistencyReport): string => {
  const { cells, notes } = consistencyCells(report)
  const [[, ...names] = [], ...rows] = cells
  const widest = Math.max(...names.map(({ length }) => length))
  const lines = rows.flatMap(([statement, ...findings]) => [
    ...wrap(statement ?? '', WIDTH),
    ...findings.map((finding, k) => `    ${(names[k] ?? '').padEnd(widest)}  ${finding.replaceAll('**', '')}`),
    '',
  ])
  const numbered = notes.flatMap((note, k) =>
    wrap(note, WIDTH - 5).map((one, i) => `${i === 0 ? `(${k + 1})`.padEnd(5) : '     '}${one}`),
  )
  return `${[...lines, ...numbered].join('\n')}\n`
}

/** `casimir verify --table`: measures which methods have which consistency properties, and prints it, or the report as JSON. */
export const consistencyTable = (json: boolean, terminal: Terminal): void => {
  const report = measureConsistency({
    progress: (method, property, done, of) => {
      terminal.screen?.write(`\r\u001b[K${done + 1}/${of} ${property}: ${method}`)
    },
  })
  terminal.screen?.write('\r\u001b[K')
  terminal.out(json ? `${JSON.stringify(report, null, 2)}\n` : text(report))
}
