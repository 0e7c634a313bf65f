import type { Speaker } from '../queries/shapes.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { LabelsOf } from './labels.tsx'
import { SpeakerWords } from './speaker.tsx'

export type StatementLineProps = {
  readonly page: Page
  readonly slug: string
  readonly statement: {
    readonly number: number
    readonly text: string
    readonly language: string
    readonly speaker?: Speaker
    readonly mergedInto?: number | null
  }
  readonly side?: 'agree' | 'disagree' | undefined
}

/** A statement in a list, as a link to its own page, with who speaks; before it, where it matters, the side that is meant. */
export function StatementLine({ page, slug, statement, side }: StatementLineProps) {
  return (
    <>
      {side === undefined ? null : <p class={side === 'agree' ? 'side lagoon' : 'side clay'}>{page.say(`result.side.${side}`)}</p>}
      <InLanguage as="p" language={statement.language} class="statement">
        <a href={href(page, `/dialogues/${slug}/statements/${statement.number}`)}>{statement.text}</a>
      </InLanguage>
      <SaidAgain page={page} slug={slug} into={statement.mergedInto ?? null} />
      <LabelsOf number={statement.number} />
      {statement.speaker === undefined ? null : (
        <p class="quiet">
          <SpeakerWords page={page} speaker={statement.speaker} />
        </p>
      )}
    </>
  )
}

/** Beside a statement that moderators merged into another one: where the same is said. */
export function SaidAgain({ page, slug, into }: { page: Page; slug: string; into: number | null }) {
  if (into === null) return null
  return (
    <p class="quiet">
      {page.say('merge.said-again')}{' '}
      <a href={href(page, `/dialogues/${slug}/statements/${into}`)}>{page.say('merge.number', { number: into })}</a>
    </p>
  )
}
