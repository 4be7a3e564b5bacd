/** A number as pandas reads it, and nothing for none. */
export const numberCell = (value: number | undefined): string =>
  value === undefined ? '' : Number.isFinite(value) ? String(value) : String(value).replace('Infinity', 'inf')

/** A text, in quotes where it has to be. */
export const textCell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A column of a table: its name, what it holds, its unit where it has one, and the datatype of XML Schema. */
export interface ColumnDescription {
  readonly name: string
  readonly description: string
  readonly units?: string
  readonly datatype: 'number' | 'string' | 'integer'
}

/**
 * The description of a table with the unit of every column, as CSV on the Web metadata.
 *
 * Source: W3C, Metadata Vocabulary for Tabular Data (2015); units as schema.org `unitText`.
 */
export const tableMetadata = (url: string, columns: ReadonlyArray<ColumnDescription>): string => {
  const described = columns.map(({ name, description, units, datatype }) => ({
    name,
    'dc:description': description,
    ...(units !== undefined && { 'schema:unitText': units }),
    datatype,
  }))
  const metadata = { '@context': 'http://www.w3.org/ns/csvw', url, tableSchema: { columns: described } }
  return `${JSON.stringify(metadata, null, 2)}\n`
}
