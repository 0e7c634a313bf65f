import type { Speaker } from '../queries/shapes.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { LabelsOf } from './labels.tsx'
import { SpeakerWords } from './speaker.tsx'

export type StatementLineProps = {
  readonly page: Page
  readonly slug: string
  readonly statement: { readonly number: number; readonly text: string; readonly language: string; readonly speaker?: Speaker }
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
      <LabelsOf number={statement.number} />
      {statement.speaker === undefined ? null : (
        <p class="quiet">
          <SpeakerWords page={page} speaker={statement.speaker} />
        </p>
      )}
    </>
  )
}
