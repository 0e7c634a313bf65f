import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import { importMigrantStock } from './commands/import-migrant-stock.ts'
import { importPlaces } from './commands/import-places.ts'
import { pages } from './pages.tsx'
import { findPlaces } from './queries/found.ts'
import { migrantStock } from './queries/stock.ts'
import { refusals } from './refusals.ts'

export const places: Manifest = {
  name: 'places',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [reading(migrantStock), reading(findPlaces), deed(importMigrantStock), deed(importPlaces)],
  pages,
  stays: 'of-the-hub',
  holds: [
    { table: 'migrant_stock_year', about: 'nobody' },
    { table: 'migrant_stock', about: 'nobody' },
    { table: 'place', about: 'nobody' },
    { table: 'place_name', about: 'nobody' },
  ],
}
