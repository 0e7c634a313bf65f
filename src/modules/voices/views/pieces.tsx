import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { DayWords } from '../../../web/time.tsx'
import type { Listed, NamedBy } from '../queries/listed.ts'
import type { Mandate } from '../queries/mandates.ts'
import type { Testimony } from '../queries/shapes.ts'

export type Values = Readonly<Record<string, string>>

export const Done = ({ page, done }: { page: Page; done: string | null }) =>
  done === null ? null : (
    <p class="done" role="status">
      {page.say(`voices.done.${done}`)}
    </p>
  )

export const NamedByLine = ({ page, by }: { page: Page; by: readonly NamedBy[] }) => (
  <>
    {by.map(({ name, language, path }, at) => (
      <>
        {at === 0 ? null : ' · '}
        <a href={href(page, path)}>
          <bdi lang={language}>{name}</bdi>
        </a>
      </>
    ))}
  </>
)

/** Nobody's name: as the speaker wants to be described, and that a trusted person wrote it down. */
export function SaidBy({ page, of }: { page: Page; of: Testimony }) {
  const { say } = page
  return (
    <p class="quiet">
      {of.described === '' ? (
        say('testimony.unnamed')
      ) : (
        <InLanguage language={of.language}>
          <bdi>{of.described}</bdi>
        </InLanguage>
      )}{' '}
      · {say('testimony.written-down')} · <DayWords page={page} day={of.publishedOn} />
    </p>
  )
}

export const TestimonyRow = ({ page, of, heading = 'h3' }: { page: Page; of: Testimony; heading?: 'h2' | 'h3' }) => (
  <li>
    <InLanguage as={heading} language={of.language}>
      <a href={href(page, of.path)}>{of.title}</a>
    </InLanguage>
    <SaidBy page={page} of={of} />
  </li>
)

export function IntermediaryRow({ page, of }: { page: Page; of: Listed }) {
  const { say } = page
  return (
    <li>
      <h3>
        <bdi>{of.name}</bdi>
      </h3>
      <p>{say.list(of.languages.map((language) => say.language(language)))}</p>
      <p>
        {say('intermediary.reach')} <bdi>{of.reach}</bdi>
      </p>
      {of.training === '' ? null : (
        <p class="quiet">
          {say('intermediary.training')} <bdi>{of.training}</bdi>
          {of.trainedOn === null ? null : (
            <>
              {' '}
              · <DayWords page={page} day={of.trainedOn} />
            </>
          )}
        </p>
      )}
      <p class="quiet">
        {say('intermediary.named-by')} <NamedByLine page={page} by={of.namedBy} /> · {say('intermediary.until')}{' '}
        <DayWords page={page} day={of.termEnds} />
      </p>
    </li>
  )
}

export const Giver = ({ page, of }: { page: Page; of: Mandate }) => (
  <>
    {of.giver.sort === 'unnamed' ? `${page.say('mandate.unnamed')} ` : null}
    <a href={href(page, of.giver.path)}>
      <bdi lang={of.giver.language}>{of.giver.name}</bdi>
    </a>
  </>
)

/** Who speaks: a body has a page, and of a person no more is told than their name, to whom it is. */
export const Holder = ({ page, of }: { page: Page; of: Mandate }) =>
  of.holderPath === null ? (
    <bdi>{of.holder ?? page.say('mandate.somebody')}</bdi>
  ) : (
    <a href={href(page, of.holderPath)}>
      <bdi>{of.holder}</bdi>
    </a>
  )

export const MandateRow = ({ page, of }: { page: Page; of: Mandate }) => (
  <li>
    <InLanguage as="h3" language={of.language}>
      <a href={href(page, of.path)}>{of.subject}</a>
    </InLanguage>
    <p>
      <Holder page={page} of={of} /> · {page.say('mandate.for')} <Giver page={page} of={of} />
    </p>
    <p class={of.standing === 'holds' ? 'status' : 'status late'}>
      {page.say(`mandate.standing.${of.standing}`)} · {page.say('intermediary.until')} <DayWords page={page} day={of.endsOn} />
    </p>
  </li>
)
