/** An analysis as JSON can carry it. */
import type { Analysis, Placements } from './analysis.ts'

/** The same fields; the columns of `placements` are plain lists. */
export type PlainAnalysis = Omit<Analysis, 'placements'> & { placements: { [Column in keyof Placements]: number[] } }

export function plainAnalysis({ placements, ...rest }: Analysis): PlainAnalysis {
  const { participants, coordinates, included, labels, agreement, margin } = placements
  return {
    ...rest,
    placements: {
      participants: Array.from(participants),
      coordinates: Array.from(coordinates),
      included: Array.from(included),
      labels: Array.from(labels),
      agreement: Array.from(agreement),
      margin: Array.from(margin),
    },
  }
}

/** Back from JSON; equal to what `plainAnalysis` was given. */
export function analysisFrom({ placements, ...rest }: PlainAnalysis): Analysis {
  const { participants, coordinates, included, labels, agreement, margin } = placements
  return {
    ...rest,
    placements: {
      participants: Float64Array.from(participants),
      coordinates: Float64Array.from(coordinates),
      included: Uint8Array.from(included),
      labels: Int8Array.from(labels),
      agreement: Uint8Array.from(agreement),
      margin: Uint16Array.from(margin),
    },
  }
}
