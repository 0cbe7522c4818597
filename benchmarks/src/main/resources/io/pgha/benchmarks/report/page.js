'use strict';

// A failure is shown, and found by whoever looks for it.
window.addEventListener('error', event => {
  document.body.dataset.error = `${event.message} (line ${event.lineno})`;
});

const data = JSON.parse(document.getElementById('data').textContent);
// Colours that can be told apart by those who see few of them (Okabe and Ito).
const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#999999', '#b8a800', '#7f5fc4'];
const pictures = [];

/** An element with attributes and children; text is never taken for markup. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}

/** A part of the page; what was measured in several runs tells which one measured what. */
function part(id, title, {origin, runs = [{origin}], goals, notes}) {
  const section = element('section', {id}, element('h2', {}, title),
    ...runs.map(run => provenance(run.origin, runs.length > 1 ? `${unique(run.results.map(name)).join(', ')}: ` : '')));
  document.getElementById('parts').append(section);
  if (goals.length) table(section, ['goal', 'measured', ''], goals.map(goal => [goal.goal, goal.value, goal.verdict]), 'goals');
  else section.append(element('p', {}, 'No goal is about what was measured.'));
  section.append(...paragraphs(notes));
  document.getElementById('contents').append(element('a', {href: '#' + id}, title));
  return section;
}

function provenance(origin, of) {
  return element('p', {class: 'origin'}, `${of}${origin.at}, `, element('code', {}, origin.command),
    `, on ${origin.machine}. ${origin.versions}`);
}

/** What little Markdown notes are written in: paragraphs and lists, with emphasis and code. */
function paragraphs(markdown) {
  return markdown.split(/\n\n/).filter(text => text.trim()).map(text => text.startsWith('* ')
    ? element('ul', {}, ...text.slice(2).split(/\n\* /).map(item => element('li', {}, ...inline(item))))
    : element('p', {}, ...inline(text)));
}

function inline(text) {
  return text.split(/(\*[^*]+\*|`[^`]+`)/).map(piece => piece.startsWith('*') ? element('em', {}, piece.slice(1, -1))
    : piece.startsWith('`') ? element('code', {}, piece.slice(1, -1)) : piece);
}

/** A picture with its caption, where there is something to see; the option is made anew when the page turns dark or light. */
function picture(section, caption, height, option) {
  if (!option().series.length) return;
  const place = element('div', {class: 'picture', style: `height: ${height}px`, role: 'img', 'aria-label': caption});
  section.append(element('figure', {}, element('figcaption', {}, caption), place));
  place.dataset.series = JSON.stringify(option().series.map(series => series.name));
  const chart = echarts.init(place, null, {renderer: 'svg'});
  pictures.push({chart, option});
}

function table(section, head, rows, kind = 'figures') {
  section.append(element('div', {class: 'wide'}, element('table', {class: kind},
    element('thead', {}, element('tr', {}, ...head.map(cell => element('th', {}, cell)))),
    element('tbody', {}, ...rows.map(row =>
      element('tr', {}, ...row.map(cell => element('td', {}, String(cell)))))))));
}

function css(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function axis(type, name, more) {
  return {
    type, name, nameLocation: 'middle', nameGap: 30,
    nameTextStyle: {color: css('--ink')},
    axisLabel: {color: css('--ink'), hideOverlap: true},
    axisLine: {show: true, lineStyle: {color: css('--faint')}},
    splitLine: {lineStyle: {color: css('--line')}},
    ...more,
  };
}

function categories(values, name, more) {
  return axis('category', name, {
    data: values, nameLocation: 'start', nameGap: 10, inverse: true, splitLine: {show: false},
    axisLine: {onZero: false, lineStyle: {color: css('--faint')}},
    axisLabel: {color: css('--ink'), interval: 0}, ...more,
  });
}

function base(series, more) {
  return {
    animation: false, color: COLOURS, textStyle: {color: css('--ink')},
    legend: {type: 'plain', top: 0, textStyle: {color: css('--ink')}},
    tooltip: {trigger: 'item', confine: true},
    grid: {left: 20, right: 30, top: 50, bottom: 45, containLabel: true},
    series, ...more,
  };
}

function draw() {
  pictures.forEach(({chart, option}) => {
    chart.clear();
    chart.setOption(option());
  });
}

/** Of an even number the mean of the two in the middle. */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
}

function unique(values) {
  return [...new Set(values)];
}

function number(value) {
  return value >= 100 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(3)).toString();
}

// The race

// The longest pause, in ms, of who is well: as in Pause.java.
const BREATH = 50;

function race(measured) {
  const section = part('race', 'The failover race', measured);
  section.append(element('p', {}, `Everybody writes and reads on one cluster while one fault befalls all of them at once. The limit tries every member every ${measured.pauses.limit} ms: what the cluster itself allows. Behind is how much of the longest time without a success is not part of the limit's; > means not back when the round ended. ${measured.timings}`));
  measured.failed.forEach(({fault, round, reason}) =>
    section.append(element('p', {class: 'missed'}, `${fault}, round ${round} failed and is not shown: ${reason}`)));
  unique(measured.rounds.map(round => round.fault)).forEach(fault => {
    const round = measured.rounds.find(each => each.fault === fault);
    section.append(element('h3', {}, fault));
    ['write', 'read'].forEach(operation => timeline(section, round, operation));
    counts(section, measured, fault);
  });
  section.append(element('h3', {}, 'How far behind the limit'));
  ['write', 'read'].forEach(operation => behind(section, measured, operation));
  ['write', 'read'].forEach(operation => raceTable(section, measured, operation));
}

/** The bar of one run of answers by one member. */
function bar(params, api) {
  const y = api.coord([0, api.value(0)])[1];
  const height = api.size([0, 1])[1] * 0.6;
  const from = api.coord([api.value(1), 0])[0];
  const to = api.coord([api.value(2), 0])[0];
  const shape = echarts.graphic.clipRectByRect(
    {x: from, y: y - height / 2, width: Math.max(to - from, 1), height}, params.coordSys);
  return shape && {type: 'rect', shape, style: {fill: api.visual('color')}};
}

function timeline(section, round, operation) {
  const lanes = round.lanes.filter(lane => lane.operation === operation);
  if (lanes.length === 0) {
    return;
  }
  const limit = lanes.find(lane => lane.contender === 'limit');
  const members = unique(lanes.flatMap(lane => lane.served.map(served => served.by))).sort();
  const caption = `${round.fault}, ${operation}s in round ${round.round} (the other rounds are in the tables): who answered when. A gap is when nobody did; the line is when the limit was back.`;
  picture(section, caption, 110 + 30 * lanes.length, () => base(members.map((member, index) => ({
    name: member, type: 'custom', renderItem: bar, encode: {x: [1, 2], y: 0},
    data: lanes.flatMap((lane, row) => lane.served.filter(served => served.by === member)
      .map(served => [row, served.from, served.to])),
    tooltip: {formatter: item => `${lanes[item.value[0]].contender}: ${operation}s on ${member}, ${Math.round(item.value[1])} to ${Math.round(item.value[2])} ms`},
    markLine: index > 0 || !limit || limit.back == null ? undefined : {
      symbol: 'none', silent: true, label: {formatter: 'limit', position: 'start', color: css('--ink')},
      lineStyle: {color: css('--ink'), type: 'dashed'}, data: [{xAxis: limit.back}],
    },
  })), {
    xAxis: axis('value', 'ms after the fault', {min: round.from, max: Math.round(round.to)}),
    yAxis: categories(lanes.map(lane => lane.contender), 'contender'),
  }));
}

/** What the applications saw under one fault beside the gaps, of writing and reading together. */
function counts(section, measured, fault) {
  const rounds = measured.rounds.filter(round => round.fault === fault);
  const both = (contender, figure) => spread(rounds.map(round => round.lanes
    .filter(lane => lane.contender === contender).reduce((sum, lane) => sum + lane[figure], 0)));
  const sent = contender => spread(rounds.flatMap(round => round.requests)
    .filter(count => count.contender === contender).map(count => count.requests));
  table(section, ['contender: median (largest)', 'errors', 'failed connects', 'misrouted writes', 'requests to Patroni'],
    measured.contenders.map(contender => [contender, both(contender, 'errors'), both(contender, 'failedConnects'),
      both(contender, 'misrouted'), sent(contender)]));
  const lost = rounds.reduce((sum, round) => sum + round.lost, 0);
  if (lost) section.append(element('p', {}, `The cluster itself lost ${number(lost)} acknowledged writes of all contenders together.`));
}

/** Median and largest; one value alone. */
function spread(values) {
  if (values.length === 0) {
    return '–';
  }
  const middle = number(median(values));
  return values.length === 1 ? middle : `${middle} (${number(Math.max(...values))})`;
}

function behind(section, measured, operation) {
  const faults = unique(measured.rounds.map(round => round.fault));
  const caption = `How much of the longest time without a success is not part of the limit's, each round of each fault, ${operation}s`;
  picture(section, caption, 140 + 30 * measured.contenders.length, () => base(faults.map((fault, index) => ({
    name: fault, type: 'scatter', symbolSize: 9, itemStyle: {color: COLOURS[index % COLOURS.length], opacity: 0.8},
    symbol: index < COLOURS.length ? 'circle' : 'diamond',
    data: measured.rounds.filter(round => round.fault === fault).flatMap(round => round.lanes)
      .filter(lane => lane.operation === operation && lane.behindLimit != null)
      .map(lane => [Math.max(lane.behindLimit, 1), lane.contender]),
  })), {
    grid: {left: 20, right: 30, top: 90, bottom: 45, containLabel: true},
    xAxis: axis('log', 'ms behind the limit', {min: 1}),
    yAxis: categories(measured.contenders, 'contender'),
  }));
}

function raceTable(section, measured, operation) {
  const faults = unique(measured.rounds.map(round => round.fault));
  section.append(element('h3', {}, `ms behind the limit, ${operation}s: median (largest)`));
  table(section, ['fault', ...measured.contenders], faults.map(fault => [fault, ...measured.contenders.map(contender => {
    const rounds = measured.rounds.filter(round => round.fault === fault);
    const lanes = round => round.lanes
      .filter(lane => lane.operation === operation && lane.contender === contender && lane.behindLimit != null);
    const back = rounds.every(round => lanes(round).every(lane => lane.back < round.to || lane.gap <= BREATH));
    return (back ? '' : '> ') + spread(rounds.flatMap(lanes).map(lane => lane.behindLimit));
  })]));
}

// What a call costs

function jmh(measured) {
  const section = part('calls', 'What a call costs', measured);
  section.append(element('p', {}, measured.explanation), element('p', {}, 'Each point is one measurement.'));
  const results = measured.runs.flatMap(run => run.results);
  unique(results.map(result => result.benchmark)).forEach(benchmark => {
    const same = each => each.benchmark === benchmark;
    calls(section, results.filter(same), measured.head, measured.rows.filter(same));
  });
}

/** The class and the method. */
function name(result) {
  return result.benchmark.split('.').slice(-2).join('.');
}

function who(result) {
  return Object.values(result.params || {}).join(', ') || 'all';
}

function calls(section, results, head, rows) {
  const title = name(results[0]);
  const unit = results[0].primaryMetric.scoreUnit;
  const contenders = results.map(who);
  section.append(element('h3', {}, title));
  picture(section, `${title}: time of a call`, 120 + 26 * contenders.length, () => base([
    {
      name: 'measurements', type: 'scatter', symbolSize: 7, itemStyle: {color: COLOURS[4], opacity: 0.6},
      data: results.flatMap((result, row) => result.primaryMetric.rawData.flat().map(time => [time, row])),
    },
    {
      name: 'median', type: 'scatter', symbol: 'rect', symbolSize: [3, 16], itemStyle: {color: COLOURS[5]},
      data: results.map((result, row) => [median(result.primaryMetric.rawData.flat()), row]),
    },
  ], {
    xAxis: axis('value', `time, ${unit}`, {min: 0}),
    yAxis: categories(contenders, 'contender'),
  }));
  table(section, head, rows.map(row => row.cells));
}

// The fleet

function fleet(measured) {
  const section = part('fleet', 'What many applications cost the cluster', measured);
  section.append(element('p', {}, `Real monitors on a real cluster, and simulated ones beside them, seed ${measured.seed}. In the tables requests are those to one member, others are other clients of its API, refused are connections that the kernel dropped, known is when a part of the JVMs knew the new leader, and race timeouts are requests between Patroni's own members that were not answered in time.`));
  const situations = unique(measured.simulated.map(run => run.situation));
  overJvms(section, measured, 'requests a second and member', run => run.requestsPerSecond);
  overJvms(section, measured, 'time that another client waits, 99 of 100 less, ms', run => run.others.p99);
  picture(section, "A member's API: how busy the applications keep it (simulated)", 330, () => base(
    situations.map(situation => curve(situation, measured.simulated
      .filter(run => run.situation === situation).map(run => [run.jvms, run.busyPercent]))),
    {xAxis: axis('log', 'applications (JVMs)'), yAxis: axis('value', 'capacity used, %', {nameGap: 45, min: 0, max: 100})}));
  const failovers = measured.simulated.filter(run => (run.knowing || []).length > 0 && run.situation === 'failover');
  picture(section, 'After a promotion: how many applications know the new leader (simulated)', 360, () => base(
    failovers.map(run => ({...curve(`${run.jvms} JVMs`, run.knowing.map(([at, share]) => [at, 100 * share])), showSymbol: false, step: 'end'})),
    {xAxis: axis('value', 'ms after the promotion'), yAxis: axis('value', 'applications, %', {nameGap: 45, min: 0, max: 100})}));
  measured.simulated.filter(run => (run.requests || []).length > 0 && run.jvms === Math.max(...failovers.map(each => each.jvms)))
    .forEach(run => picture(section, `${run.jvms} JVMs, ${run.situation}: requests over time (simulated)`, 300, () => base(
      [{...curve('requests', run.requests), showSymbol: false}],
      {xAxis: axis('value', 'time, ms'), yAxis: axis('value', 'requests a second and member', {nameGap: 55, min: 0})})));
  fleetTables(section, measured);
}

function curve(name, points) {
  return {name, type: 'line', symbolSize: 8, data: points};
}

function overJvms(section, measured, what, value) {
  const kinds = [
    ...unique(measured.real.map(run => `real, ${run.situation}${run.tls ? ', TLS' : ''}`)).map(name => [name,
      measured.real.filter(run => name === `real, ${run.situation}${run.tls ? ', TLS' : ''}`)]),
    ...unique(measured.simulated.map(run => run.situation)).map(situation => [`simulated, ${situation}`,
      measured.simulated.filter(run => run.situation === situation)]),
  ];
  picture(section, `By the number of applications: ${what}`, 380, () => base(
    kinds.map(([name, runs]) => curve(name, runs.map(run => [run.jvms, Math.max(value(run), 0.1)]))),
    {
      grid: {left: 20, right: 30, top: 90, bottom: 45, containLabel: true},
      xAxis: axis('log', 'applications (JVMs)'), yAxis: axis('log', what, {nameGap: 55, min: 0.1}),
    }));
}

function fleetTables(section, measured) {
  const others = ({median, p99, max}) => [number(median), number(p99), number(max)];
  const waited = ['others, ms: median', '99 %', 'most', 'refused'];
  const known = ['known, ms: 50 %', '99 %', 'all'];
  section.append(element('h3', {}, 'One API, before anybody watches'));
  table(section, ['', 'requests/s, full', 'ms alone: median', '99 %', 'most', "Patroni's processor, ms a request"],
    measured.calibration.map(api => [api.tls ? 'https' : 'http', number(api.perSecond), ...others(api.single), number(api.processorMillis)]));
  section.append(element('h3', {}, `Real, Patroni ${measured.patroni}`));
  table(section, ['JVMs', '', 'requests/s', 'peak', 'processor, %', ...waited, ...known],
    measured.real.map(run => [run.jvms, `${run.situation}${run.tls ? ', TLS' : ''}`, number(run.requestsPerSecond),
      number(run.peakRequestsPerSecond), number(run.processorPercent), ...others(run.others), number(run.refused), ...quantiles(run.knowing)]));
  section.append(element('h3', {}, 'Simulated'));
  table(section, ['JVMs', '', 'requests/s', 'peak', 'busy, %', ...waited, ...known, 'race timeouts'],
    measured.simulated.map(run => [run.jvms, run.situation, number(run.requestsPerSecond), number(run.peakRequestsPerSecond),
      number(run.busyPercent), ...others(run.others), number(run.refused), ...quantiles(run.knowing), run.patroniTimeouts]));
  section.append(element('h3', {}, 'Is the model right? Clients without any pause'));
  table(section, ['API', 'clients', 'requests/s', 'they wait, ms: median', ...waited.slice(1)], measured.check.map(check =>
    [check.of, check.clients, number(check.requestsPerSecond), ...others(check.waits), check.refused]));
}

/** When half, 99 of 100 and all knew, of a curve of ms and the share that knew by then; dashes where there was nothing to know. */
function quantiles(curve) {
  return [0.5, 0.99, 1].map(share => {
    const point = (curve || []).find(([, known]) => known >= share);
    return point ? number(point[0]) : curve ? 'never' : '–';
  });
}

const PARTS = {race, jmh, fleet};
Object.keys(PARTS).filter(name => data[name]).forEach(name => PARTS[name](data[name]));
draw();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
addEventListener('resize', () => pictures.forEach(({chart}) => chart.resize()));
document.body.dataset.pictures = String(pictures.length);
