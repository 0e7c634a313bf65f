import type { Travel } from '../../../core/moving.ts'

const by = 'community_id'

/** What a community set out to reach moves with it; who does not travel is named there no more. */
export const travels = {
  purpose: { by, columns: { community_id: 'own', id: 'own', begun_by: 'member' } },
  step: { by, columns: { community_id: 'own', purpose_id: 'own' } },
  entry: {
    by,
    columns: { community_id: 'own', purpose_id: 'own', id: 'own', member_id: 'member', corrects: 'own' },
    // One that corrects another is written after it.
    order: 'written_at',
  },
  need: { by, columns: { community_id: 'own', purpose_id: 'own', id: 'own', member_id: 'member' } },
} as const satisfies Readonly<Record<string, Travel>>
