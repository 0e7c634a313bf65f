import { deed } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { jobs } from './jobs.ts'
import { heldOfMedia } from './queries/items.ts'
import { stopCleaning } from './queries/reading.ts'
import { travels } from './queries/travels.ts'
import { refusals } from './refusals.ts'

export const media: Manifest = {
  name: 'media',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [deed(renewSecrets)],
  jobs,
  stop: stopCleaning,
  holds: [
    {
      table: 'media_item',
      about: 'tag',
      placed: { by: 'scope_id' },
      sealed: ['owner_tag', 'words_sealed'],
      travels: travels.item,
      withBody: travels.itemOfBody,
    },
    {
      table: 'media_bytes',
      about: 'nobody',
      placed: { by: 'scope_id' },
      sealed: ['bytes_sealed'],
      travels: travels.bytes,
      withBody: travels.bytes,
    },
  ],
  heldOf: (kit, own) => heldOfMedia(kit.runner.db, kit.runner.outside.keys, own),
}
