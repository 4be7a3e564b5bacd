import { parse, resetSVGDefIds, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import type { Figure } from './Figure.ts'

const whole = ({ spec, datasets }: Figure): TopLevelSpec => ({ ...spec, datasets }) as TopLevelSpec

/** Two decimals of a pixel are more than print shows, and halve the file; only places and paths are touched. */
const rounded = (svg: string): string =>
  svg.replace(/ (d|transform|[xy]2?)="[^"]*"/g, (place) =>
    place.replace(/-?\d+\.\d{3,}(e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(2)))),
  )

/** The figure as SVG text, drawn without a canvas. */
export const figureSvg = async (figure: Figure): Promise<string> => {
  resetSVGDefIds()
  const view = new View(parse(compile(whole(figure)).spec), { renderer: 'none' })
  try {
    return rounded(await view.toSVG())
  } finally {
    view.finalize()
  }
}

/** The self-contained vega-lite spec of a figure as JSON text, one line per row of data. */
export const figureJson = ({ spec, datasets }: Figure): string => {
  const head = JSON.stringify(spec, null, 2).replace(/\n\}$/, '')
  const sets = Object.entries(datasets).map(
    ([name, rows]) =>
      `    ${JSON.stringify(name)}: [\n${rows.map((row) => `      ${JSON.stringify(row)}`).join(',\n')}\n    ]`,
  )
  return `${head},\n  "datasets": {\n${sets.join(',\n')}\n  }\n}\n`
}
