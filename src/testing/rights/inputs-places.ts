import type { Inputs } from './matrix.ts'
import { STOCK } from './stage-places.ts'

export const PLACES: Inputs = {
  'places.migrant-stock': () => ({ origin: 'ML' }),
  'places.import-migrant-stock': () => STOCK,
}
