import type { Config } from 'vega-lite'

/** The vega-lite configuration all figures share: white, no frame, type no smaller than 11 px, no ARIA attributes per mark. */
export const theme: Config = {
  background: 'white',
  padding: 12,
  font: 'Helvetica, Arial, "DejaVu Sans", sans-serif',
  aria: false,
  title: {
    anchor: 'start',
    fontSize: 16,
    fontWeight: 600,
    subtitleFontSize: 12,
    subtitleColor: '#444444',
    subtitlePadding: 4,
    offset: 14,
  },
  axis: {
    labelFontSize: 12,
    titleFontSize: 13,
    titleFontWeight: 'normal',
    titlePadding: 8,
    labelFlush: false,
    gridColor: '#e8e8e8',
    domainColor: '#555555',
    tickColor: '#555555',
    labelColor: '#222222',
    titleColor: '#222222',
  },
  legend: {
    orient: 'right',
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    symbolSize: 900,
    labelLimit: 240,
    offset: 16,
  },
  header: { labelFontSize: 13, labelColor: '#222222', titleFontSize: 13 },
  view: { stroke: null },
}

/** The address that tells tools which grammar a figure is written in. */
export const schema = 'https://vega.github.io/schema/vega-lite/v6.json'
