import { href, type Page } from '../../../web/page.ts'
import { InLanguage } from '../../../web/layout.tsx'
import type { Speaker } from '../queries/shapes.ts'
import { CountsCells, CountsHead } from './counts-table.tsx'
import { groupName } from './group-mark.tsx'
import { SpeakerWords } from './speaker.tsx'

type Counts = { readonly agrees: number | null; readonly disagrees: number | null; readonly passes: number | null }

export type SealedStatementShown = {
  readonly number: number
  readonly text: string
  readonly language: string
  readonly speaker: Speaker
  readonly meta: boolean
  readonly counts: Counts
  readonly most: 'agree' | 'disagree' | null
  /** Each group and, without an id, all others. */
  readonly groups: readonly { readonly id: string | null; readonly size: number; readonly counts: Counts }[]
}

type Stage = 'open' | 'closed'

/** While a dialogue is open a count stands for ten: it was rounded down. */
function Cells({ page, counts, stage }: { page: Page; counts: Counts; stage: Stage }) {
  const { say } = page
  const shown = (count: number | null): string => {
    if (count === null) return stage === 'open' ? say('count.few') : say('sealed.hidden')
    return stage === 'open' ? say('sealed.tens', { from: count, to: count + 9 }) : say.number(count)
  }
  return <CountsCells page={page} counts={counts} shown={shown} />
}

/** One statement: everybody, and each group where groups are shown. */
export function SealedCountsTable({ page, stage, statement }: { page: Page; stage: Stage; statement: SealedStatementShown }) {
  const { say } = page
  const nameOf = (id: string | null): string => (id === null ? say('sealed.others') : groupName(say, id))
  return (
    <>
      {statement.most === null ? null : <p>{say(`sealed.most.${statement.most}`)}</p>}
      <div class="scroll" tabindex={0} role="region" aria-label={say('sealed.counts')}>
        <table class="stacked">
          <CountsHead page={page} first={say('sealed.who')} />
          <tbody>
            <tr>
              <th scope="row">{say('result.everybody')}</th>
              <Cells page={page} counts={statement.counts} stage={stage} />
            </tr>
            {statement.groups.map(({ id, size, counts }) => (
              <tr>
                <th scope="row">
                  {nameOf(id)} <span class="quiet">{say('sealed.size', { count: size })}</span>
                </th>
                <Cells page={page} counts={counts} stage={stage} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

type AllProps = { readonly page: Page; readonly slug: string; readonly stage: Stage; readonly statements: readonly SealedStatementShown[] }

/** Every statement with everybody's counts. */
export function SealedTable({ page, slug, stage, statements }: AllProps) {
  const { say } = page
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={say('result.all')}>
      <table class="stacked">
        <CountsHead page={page} first={say('result.statement')} />
        <tbody>
          {statements.map((statement) => (
            <tr>
              <th scope="row">
                <a href={href(page, `/dialogues/${slug}/statements/${statement.number}`)}>
                  <InLanguage language={statement.language}>{statement.text}</InLanguage>
                </a>
                {statement.meta ? <span class="quiet"> {say('statement.meta')}</span> : null}
                {statement.most === null ? null : <span class="quiet"> {say(`sealed.most.${statement.most}`)}</span>}
                <p class="quiet">
                  <SpeakerWords page={page} speaker={statement.speaker} />
                </p>
              </th>
              <Cells page={page} counts={statement.counts} stage={stage} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
