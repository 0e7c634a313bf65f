import type { Page } from '../../../web/page.ts'

const COLUMNS = [
  ['agree', 'agrees'],
  ['disagree', 'disagrees'],
  ['pass', 'passes'],
] as const

/** The head of a table of answers; `first` says what each row is about. */
export function CountsHead({ page: { say }, first }: { page: Page; first: string }) {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {COLUMNS.map(([choice]) => (
          <th scope="col" class="number">
            {say(`choice.${choice}`)}
          </th>
        ))}
      </tr>
    </thead>
  )
}

type CellsProps<Count> = {
  readonly page: Page
  readonly counts: Readonly<Record<'agrees' | 'disagrees' | 'passes', Count>>
  readonly shown: (count: Count) => string
}

/** The three counts of a row. Each knows the words of its column, which stand beside it where the table is stacked. */
export function CountsCells<Count>({ page: { say }, counts, shown }: CellsProps<Count>) {
  return (
    <>
      {COLUMNS.map(([choice, column]) => (
        <td class="number" data-column={say(`choice.${choice}`)}>
          {shown(counts[column])}
        </td>
      ))}
    </>
  )
}
