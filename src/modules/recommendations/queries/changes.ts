import { keyOf, type SourceId } from '../../../core/citable.ts'
import { CHANGE_FIELDS } from '../rules.ts'
import type { ChangeField, Day, Was } from '../tables.ts'

/** What a recommendation says beside its wording. */
export type Marks = {
  readonly addresseeBody: string | null
  readonly addresseeName: string | null
  readonly actBy: Day | null
  readonly answerBy: Day
  readonly question: number | null
  readonly sdgs: readonly number[]
  readonly gcm: readonly number[]
  readonly sources: readonly SourceId[]
}

const inOrder = (numbers: readonly number[]): readonly number[] => numbers.toSorted((one, other) => one - other)

/** Each mark as the record keeps it; the addressee by the name under which it was known then. */
function textsOf(marks: Marks, addressee: string): Readonly<Record<ChangeField, string>> {
  return {
    addressee,
    act_by: marks.actBy ?? '',
    answer_by: marks.answerBy,
    question: marks.question === null ? '' : String(marks.question),
    goals: [...inOrder(marks.sdgs).map((goal) => `SDG ${goal}`), ...inOrder(marks.gcm).map((goal) => `GCM ${goal}`)].join(', '),
    sources: String(marks.sources.length),
  }
}

/** What stands otherwise afterwards, with what it was before; null where nothing does. */
export function changesBetween(before: Marks, after: Marks, addressee: string): Was | null {
  const keys = ({ sources }: Marks): string => sources.map(keyOf).toSorted().join(' ')
  const was = textsOf(before, addressee)
  const is = textsOf(after, addressee)
  const moved: Readonly<Record<ChangeField, boolean>> = {
    addressee: before.addresseeBody !== after.addresseeBody || before.addresseeName !== after.addresseeName,
    act_by: was.act_by !== is.act_by,
    answer_by: was.answer_by !== is.answer_by,
    question: was.question !== is.question,
    goals: was.goals !== is.goals,
    sources: keys(before) !== keys(after),
  }
  const found = CHANGE_FIELDS.filter((field) => moved[field])
  return found.length === 0 ? null : Object.fromEntries(found.map((field) => [field, was[field]]))
}
