import type { BodySection, ThingSection } from '../../../web/manifest.ts'
import { href } from '../../../web/page.ts'
import { casesOfAuthor } from '../queries/own-cases.ts'

/** On the page of a thing: the way to report it. On the private page of its author: why it was hidden, and the way to appeal. */
export const thingSection: ThingSection = async (kit, page, shown) => {
  const { say } = page
  if (!shown.toAuthor)
    return (
      <p>
        <a href={href(page, `/reports/new?about=${encodeURIComponent(shown.path)}`)} rel="nofollow">
          {say('report.this')}
        </a>
      </p>
    )
  const cases = await casesOfAuthor(kit.runner.db, kit.runner.outside.keys, shown)
  return (
    <>
      {cases.map(({ link, now }) => (
        <p>
          <a href={href(page, `/reports/${link}`)}>{say(now === 'hidden' ? 'reasons.why' : 'reasons.undone')}</a>
        </p>
      ))}
    </>
  )
}

/** On the page of a body: where its moderation can be looked at. */
export const bodySection: BodySection = async (_kit, page) => (
  <p>
    <a href={href(page, '/moderation')}>{page.say('record.title')}</a>
  </p>
)
