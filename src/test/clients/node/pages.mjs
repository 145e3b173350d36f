// Looks at pages as people do: node pages.mjs CHROMIUM PLAN, a JSON file with { pages, pictures }.
// Each page is shown narrow and wide, light and dark; prints "PAGE {…}" for each with what axe-core finds wrong.
// Where a folder for pictures is named, pages with picture: true leave <name>-<width>-<scheme>.png there.
import { readFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';

const [executablePath, plan] = process.argv.slice(2);
const { pages, pictures } = JSON.parse(readFileSync(plan, 'utf8'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = { 320: 700, 1280: 800 };
const SERIOUS = ['serious', 'critical'];

if (pictures) mkdirSync(pictures, { recursive: true });
const browser = await puppeteer.launch({ executablePath, headless: true, args: ['--no-sandbox'] });

async function violations(page) {
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations
    .filter(({ impact }) => SERIOUS.includes(impact))
    .map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map(({ html }) => html).join(' | ').slice(0, 400)}`);
}

for (const { name, url, cookies, headers, picture } of pages) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await context.setCookie(
    ...Object.entries(cookies ?? {}).map(([key, value]) => ({ name: key, value, domain: new URL(url).hostname, path: '/' })),
  );
  if (headers) await page.setExtraHTTPHeaders(headers);
  const answer = await page.goto(url, { waitUntil: 'networkidle0' });
  await page.evaluate(axe);
  for (const [width, height] of Object.entries(WIDTHS)) {
    for (const scheme of ['light', 'dark']) {
      await page.setViewport({ width: Number(width), height });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      const { scrolls, heading } = await page.evaluate(() => {
        for (const hidden of document.querySelectorAll('details')) hidden.open = true;
        const { scrollWidth, clientWidth } = document.documentElement;
        return { scrolls: scrollWidth > clientWidth, heading: document.querySelector('h1')?.textContent.trim() ?? '' };
      });
      const found = await violations(page);
      const said = { name, width: Number(width), scheme, status: answer.status(), heading, scrolls, violations: found };
      console.log(`PAGE ${JSON.stringify({ ...said, problems })}`);
      if (pictures && picture) {
        await page.evaluate(() => document.querySelectorAll('details').forEach((shown, row) => (shown.open = row === 0)));
        const clip = { x: 0, y: 0, width: Number(width), height: await page.evaluate(() => Math.min(900, document.documentElement.scrollHeight)) };
        await page.screenshot({ path: `${pictures}/${name}-${width}-${scheme}.png`, clip, captureBeyondViewport: true });
      }
    }
  }
  await context.close();
}
await browser.close();
