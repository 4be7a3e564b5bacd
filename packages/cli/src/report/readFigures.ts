import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { isOutputName } from '../folder/outputNames.ts'
import { readText } from '../spec/readText.ts'
import { expectedFigures, figureCaption, orderedFigures } from './figureCaptions.ts'
import type { HeldResult } from './HeldResult.ts'
import { inlineSvg } from './inlineSvg.ts'

/** A figure as the page shows it. */
interface InlineFigure {
  readonly name: string
  readonly caption: string
  readonly svg: string
}

/** The figures of a result folder, and a sentence for each that is missing or cannot be shown. */
export interface HeldFigures {
  readonly figures: ReadonlyArray<InlineFigure>
  readonly missing: ReadonlyArray<string>
}

const endings = /\.(svg|vl\.json)$/

/** Reads every figure of a result folder; one that should be there is known by its vega-lite file, or by the kind of the result. */
export const readFigures = (folder: string, { kind }: HeldResult): HeldFigures => {
  const files = readdirSync(folder).filter((file) => endings.test(file) && isOutputName(file))
  const named = [...files.map((file) => file.replace(endings, '')), ...(kind === 'study' ? [] : expectedFigures)]
  const figures: InlineFigure[] = []
  const missing: string[] = []
  orderedFigures([...new Set(named)]).forEach((name, i) => {
    const file = `${name}.svg`
    if (!files.includes(file)) {
      missing.push(
        `${file} is missing from the folder, so the report lacks it: the command that made the folder makes it again`,
      )
      return
    }
    const caption = figureCaption(name)
    const svg = E.chain((text: string) =>
      E.mapLeft((reason: string) => `${file} is left out of the report: ${reason}`)(
        inlineSvg(text, `f${i + 1}-`, caption),
      ),
    )(readText(join(folder, file), file))
    if (E.isRight(svg)) figures.push({ name, caption, svg: svg.right })
    else missing.push(svg.left)
  })
  return { figures, missing }
}
