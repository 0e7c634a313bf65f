import type { MovedRow, Travel } from '../../../core/moving.ts'
import { answeredTags } from './pulses.ts'

/** Where the call went to; of these only places are found again on another hub, and topics, which are called the same there. */
const sortOf = ({ sort, subject, sender_id: sender }: MovedRow) =>
  sort === 'place' ? 'place' : sort === 'topic' ? 'words' : subject === sender ? 'own' : 'other'

/** Counts move as counts; that somebody has answered, so that nobody does twice. */
export const travels = {
  call: {
    by: 'sender_id',
    columns: { sender_id: 'own', id: 'own' },
    only: ({ sender_sort: sort }) => sort === 'community',
  },
  text: { by: 'sender_id', columns: { sender_id: 'own', call_id: 'own' } },
  subject: { by: 'sender_id', columns: { sender_id: 'own', call_id: 'own', subject: { by: sortOf } } },
  pulse: {
    by: 'subject_id',
    columns: { subject_id: 'own', id: 'own' },
    only: ({ subject_sort: sort }) => sort === 'community',
  },
  answered: {
    by: 'subject_id',
    columns: {
      ...{ subject_id: 'own', pulse_id: 'own' },
      tag: {
        tags: (keys, row, account) => answeredTags(keys, String(row['pulse_id']), account),
        ...{ of: ['subject_id', 'pulse_id'], once: true, counts: true },
      },
    },
  },
  count: { by: 'subject_id', columns: { subject_id: 'own', pulse_id: 'own' } },
} as const satisfies Readonly<Record<string, Travel>>

/** The same with a body: who has answered is found by the tag alone. */
export const travelsWithBody = {
  call: { ...travels.call, only: ({ sender_sort: sort }) => sort === 'body' },
  pulse: { ...travels.pulse, only: ({ subject_sort: sort }) => sort === 'body' },
  answered: {
    by: 'subject_id',
    columns: {
      ...{ subject_id: 'own', pulse_id: 'own' },
      tag: { held: (keys, row, account) => answeredTags(keys, String(row['pulse_id']), account), of: ['subject_id', 'pulse_id'] },
    },
  },
} as const satisfies Readonly<Record<string, Travel>>
