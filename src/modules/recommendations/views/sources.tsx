import type { Agreement, Source } from '../../../core/citable.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords, DayWords } from '../../../web/time.tsx'
import type { Stood } from '../queries/undone.ts'
import type { Offered } from '../queries/workbench.ts'
import { sayLetter, saySort } from './pieces.tsx'

const MOST_LETTERS = 400

/** Long ones by their beginning: the whole stands on their own page. */
const begun = (text: string): string => ([...text].length > MOST_LETTERS ? `${[...text].slice(0, MOST_LETTERS).join('')}…` : text)

/** Days are told, as the clock of the world tells them: of many things the hour would say who it was. */
const DayOf = ({ page, at }: { page: Page; at: Date }) => <DayWords page={page} day={at.toISOString().slice(0, 10)} />

export function SourceWords({ page, source }: { page: Page; source: Source }) {
  const { say } = page
  return (
    <>
      <InLanguage as="span" language={source.language}>
        {begun(source.text)}
      </InLanguage>
      <br />
      <span class="quiet">
        {saySort(page, source.sort)}
        {source.speaker === null ? null : (
          <>
            {' '}
            · <bdi>{source.speaker}</bdi>
          </>
        )}{' '}
        {source.at === null ? null : (
          <>
            · <DayOf page={page} at={source.at} />{' '}
          </>
        )}
        · <a href={href(page, source.path)}>{say('recommendation.source.open')}</a>
      </span>
    </>
  )
}

/** How far the opinion groups of a dialogue agree, with what anybody can check it by. */
export function AgreementWords({ page, source: { agreement } }: { page: Page; source: Source }) {
  if (agreement === undefined || agreement.groups.length === 0) return null
  return (
    <p class="status">
      <strong>{page.say('recommendation.agreement')}</strong> {sayGroups(page, agreement)} · <ResultWords page={page} result={agreement} />
    </p>
  )
}

/** The same in a list of many, where the result is told once or on the page of each. */
export function AgreementInShort({ page, source: { agreement } }: { page: Page; source: Source }) {
  if (agreement === undefined || agreement.groups.length === 0) return null
  return (
    <span class="hint">
      <strong>{page.say('recommendation.agreement')}</strong> {sayGroups(page, agreement)}
    </span>
  )
}

const sayGroups = (page: Page, { groups }: Agreement): string =>
  page.say.list(
    groups.map(({ letter, agree }) => page.say('recommendation.group', { letter: sayLetter(page, letter), share: page.say.share(agree) })),
  )

/** Where the result stands, of which day it is, and its certificate. */
export function ResultWords({ page, result: { path, at, certificate } }: { page: Page; result: Omit<Agreement, 'groups'> }) {
  return (
    <a href={href(page, path)}>
      {page.say('recommendation.certificate', { day: dayInWords(page, at.toISOString().slice(0, 10)) })}{' '}
      <bdi class="proof">{certificate.slice(0, 12)}</bdi>
    </a>
  )
}

/** In which recommendations it is cited already. */
export function UsedIn({ page: { say }, source: { used } }: { page: Page; source: Offered }) {
  if (used.length === 0) return null
  return (
    <span class="hint">
      {say('recommendation.used', { count: used.length, numbers: say.list(used.map((number) => say.number(number))) })}
    </span>
  )
}

/** What a recommendation stands on; what was changed or withdrawn since is said where it stands. */
export function SourceList({ page, sources }: { page: Page; sources: readonly Stood[] }) {
  const { say } = page
  return (
    <ul class="rows">
      {sources.map(({ sort, source, standing }) => (
        <li>
          {source === null || source.state === 'withdrawn' ? (
            <p class="status late">
              <strong>
                <span aria-hidden="true">! </span>
                {say('recommendation.source.withdrawn', { sort: saySort(page, sort) })}
              </strong>
              {standing === 'seen-withdrawn' ? <> · {say('recommendation.source.seen')}</> : null}
            </p>
          ) : (
            <>
              <p>
                <SourceWords page={page} source={source} />
              </p>
              {standing === 'changed' ? (
                <p class="status late">
                  <strong>
                    <span aria-hidden="true">! </span>
                    {say('recommendation.source.changed')}
                  </strong>
                </p>
              ) : null}
              <AgreementWords page={page} source={source} />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
