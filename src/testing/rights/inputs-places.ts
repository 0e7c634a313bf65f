import type { Inputs } from './matrix.ts'
import { STOCK } from './stage-places.ts'

export const PLACES: Inputs = {
  'places.migrant-stock': () => ({ origin: 'ML' }),
  'places.find': () => ({ text: 'cork' }),
  'places.import-places': () => ({ rows: [{ country: 'IE', zone: 'Europe/Dublin', names: [{ language: 'en', name: 'Ennis' }] }] }),
  'places.import-migrant-stock': () => STOCK,
}
