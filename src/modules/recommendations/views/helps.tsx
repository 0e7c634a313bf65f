import { LEAST_LETTERS, NEAR } from '#lookalike'
import { Form } from '../../../web/fields.tsx'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Offered, OfferedSlate, Workbench } from '../queries/workbench.ts'
import { sayLetter } from './pieces.tsx'
import { AgreementInShort, ResultWords, SourceWords, UsedIn } from './sources.tsx'

type Props = {
  readonly page: Page
  readonly bench: Workbench
  /** Where a source becomes a draft by one press. */
  readonly action: string
  /** Each press travels with an id of its own, so that sent twice it is one draft. */
  readonly fresh: () => string
}

/** So many of what opinion groups agree on. */
const MOST = 10

/** Helps that decide nothing: what an engine proposes, what says nearly the same, and what opinion groups agree on most. */
export function Helps(props: Props) {
  const { page, bench } = props
  const { say } = page
  const { near, crossing, slates } = bench
  return (
    <>
      {slates
        .filter(({ sources }) => sources.length > 0)
        .map((slate) => (
          <SlateHelp {...props} slate={slate} />
        ))}
      {crossing.length === 0 ? null : (
        <details>
          <summary>{say('recommendation.crossing')}</summary>
          <p class="quiet">{say('recommendation.crossing.rule')}</p>
          <Proposals {...props} sources={crossing.slice(0, MOST)} />
          <Results page={page} sources={crossing} />
        </details>
      )}
      {near.length === 0 ? null : (
        <details>
          <summary>{say('recommendation.near', { count: near.length })}</summary>
          <p class="quiet">{say('recommendation.near.rule', { share: say.share(NEAR), letters: LEAST_LETTERS })}</p>
          {near.map((group) => (
            <ul class="card">
              {group.map((source) => (
                <li>
                  <SourceWords page={page} source={source} />
                </li>
              ))}
            </ul>
          ))}
        </details>
      )}
    </>
  )
}

/** By what anybody can check the shares above: each result once. */
function Results({ page, sources }: { page: Page; sources: readonly Offered[] }) {
  const results = new Map(
    sources.flatMap(({ agreement }) => (agreement === undefined ? [] : [[agreement.certificate, agreement] as const])),
  )
  return (
    <ul class="quiet">
      {[...results.values()].map((result) => (
        <li>
          <ResultWords page={page} result={result} />
        </li>
      ))}
    </ul>
  )
}

/** A few statements that together stand for the people, with whom they reach and whom they leave out. */
function SlateHelp({ slate, ...props }: Props & { readonly slate: OfferedSlate }) {
  const { page } = props
  const { say } = page
  const { sources, title, language } = slate
  return (
    <details>
      <summary>
        <span>
          {say('recommendation.slate', { count: sources.length })} · <InLanguage language={language}>{title}</InLanguage>
        </span>
      </summary>
      <p>{say('recommendation.slate.what')}</p>
      <Proposals {...props} sources={sources} />
      <Reach page={page} slate={slate} />
    </details>
  )
}

function Reach({ page, slate }: { page: Page; slate: OfferedSlate }) {
  const { say } = page
  const { reached, means, leftOut, sources } = slate
  const shares = means.map(({ letter, mean }) =>
    say('recommendation.slate.mean', { letter: sayLetter(page, letter), mean: say.number(Math.round(mean * 10) / 10) }),
  )
  return (
    <dl class="facts">
      <dt>{say('recommendation.slate.reach')}</dt>
      <dd>
        {reached === null ? null : say('recommendation.slate.reached', { reached })}{' '}
        {shares.length < 2 ? null : say('recommendation.slate.means', { count: sources.length, means: say.list(shares) })}
      </dd>
      <dt>{say('recommendation.slate.left')}</dt>
      <dd>
        {leftOut === null
          ? say('recommendation.slate.left.nobody')
          : leftOut.people === null
            ? say('recommendation.slate.left.few')
            : say('recommendation.slate.left.people', { people: leftOut.people })}
      </dd>
      <dt>{say('recommendation.slate.check')}</dt>
      <dd>
        <ResultWords page={page} result={slate} />
      </dd>
    </dl>
  )
}

function Proposals({ page, action, fresh, sources }: Props & { readonly sources: readonly Offered[] }) {
  const { say } = page
  return (
    <ol class="rows">
      {sources.map((source) => (
        <li>
          <p>
            <SourceWords page={page} source={source} />
            <AgreementInShort page={page} source={source} />
            <UsedIn page={page} source={source} />
          </p>
          <Form page={page} action={href(page, action)}>
            <input type="hidden" name="source" value={source.key} />
            <input type="hidden" name="sending" value={fresh()} />
            <button class="quiet">
              {say('recommendation.from-source.do')} <span class="aloud">{source.text}</span>
            </button>
          </Form>
        </li>
      ))}
    </ol>
  )
}
