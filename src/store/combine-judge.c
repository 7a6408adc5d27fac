/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/combine-cells.h"

#include <math.h>

/* How near to a figure a reason is: of several the nearest is told. */
enum
{
  REACH_BREAKDOWN = 1,
  REACH_LEVEL,
  REACH_GRAIN,
  REACH_NOTHING,
  REACH_REPORTS,
  REACH_SET,
  REACH_ADDS,
  REACH_SOME_REPORTS,
  REACH_COVER,
  REACH_HIDDEN,
};

/* One cell as one candidate sees it. */
typedef struct
{
  const MiradorCandidate *candidate;
  const MiradorPlaceFit *place;
  const MiradorMemberFit *members;
  const MiradorSpanFit *span;
  const MiradorCell *cell;
  MiradorRange range;
  guint n_zone[MIRADOR_N_ZONES]; /* tiles that count */
  guint n_tiles;
  guint n_expected; /* values that make it whole */
  guint there;      /* place-periods */
  guint there_zero; /* those of them where absence means zero */
  guint n_places;   /* place-periods that make it whole */
} Case;

static gboolean
is_kind (const Case *c, MiradorKind kind)
{
  return c->candidate->index->slab->measure->kind == kind;
}

/* A stock speaks for its last period alone. */
static void
read_stock (Case *c, guint target)
{
  const MiradorCandidate *candidate = c->candidate;
  const MiradorIndex *index = candidate->index;
  MiradorTiling tiling = *mirador_index_get_tiling (index, candidate->class->tiling);
  gint32 tile = c->span->first_tile + c->span->n_tiles - 1;

  c->n_tiles = 1;
  c->there = 0;
  if (c->cell->period >= 0)
    {
      tile = mirador_index_get_period (index, c->cell->period)->tile;
      c->there = candidate->present[target * index->periods->len + c->cell->period];
    }
  else if (c->span->settled_tile != G_MININT32)
    tile = c->span->settled_tile;
  c->range = mirador_tiling_get_range (tiling, tile);
  c->n_zone[mirador_zone_of_days (index, c->range)] = 1;
  c->there_zero = c->n_zone[MIRADOR_ZONE_ZERO] == 1 ? c->there : 0;
}

static void
read_case (Case *c, const MiradorCandidate *candidate, guint target, guint members, guint span)
{
  const MiradorWanted *wanted = candidate->wanted;
  guint cell = (target * wanted->combinations->len + members) * wanted->spans->len + span;

  *c = (Case){ .candidate = candidate,
               .place = &candidate->places.fits[target],
               .members = &candidate->members.fits[members],
               .span = &candidate->spans.fits[span],
               .cell = &candidate->cells[cell] };
  c->range = c->span->range;
  c->n_tiles = c->span->n_tiles;
  c->there = candidate->there[target * wanted->spans->len + span];
  c->there_zero = candidate->there_zero[target * wanted->spans->len + span];
  if (is_kind (c, MIRADOR_KIND_STOCK))
    read_stock (c, target);
  else
    for (guint i = 0; i < MIRADOR_N_ZONES; i++)
      c->n_zone[i] = c->span->n_zone[i];
  c->n_places = c->place->n_expected * c->n_tiles;
  c->n_expected = c->n_places * c->members->n_expected;
}

static gboolean
is_outside (const Case *c)
{
  const MiradorSlab *slab = c->candidate->index->slab;

  return c->span->range.first_day > mirador_period_get_last_day (slab->data_until)
         || c->span->range.last_day < slab->extent.first_day;
}

static gboolean
is_missing (const Case *c, MiradorZone zone)
{
  guint n_expected = c->place->n_expected * c->members->n_expected * c->n_zone[zone];

  return c->cell->n_zone[zone] < n_expected;
}

/* Whether an absent value hides what is neither zero nor yet to come. */
static gboolean
has_missing_reports (const Case *c)
{
  if (is_missing (c, MIRADOR_ZONE_STRICT))
    return TRUE;
  if (is_missing (c, MIRADOR_ZONE_ZERO) && c->place->n_zero < c->place->n_expected)
    return TRUE;
  return c->cell->n == 0 && c->n_zone[MIRADOR_ZONE_ZERO] == 0;
}

/* Where absence means zero, a silent place has said zero: it does not make the figure less
   complete. */
static guint
count_reports (const Case *c)
{
  if (c->place->n_zero < c->place->n_expected)
    return c->there;
  return c->there - c->there_zero + c->place->n_expected * c->n_zone[MIRADOR_ZONE_ZERO];
}

static void
tell_reports (const Case *c, MiradorFigure *figure)
{
  guint there = count_reports (c), expected = c->n_places;
  g_autofree char *detail = NULL;

  if (c->there == 0 && !c->place->known)
    {
      mirador_figure_set_gap (figure, MIRADOR_GAP_NO_DATA, "", REACH_NOTHING);
      return;
    }
  /* Every place spoke, but not of all members. */
  if (there >= expected)
    {
      there = c->cell->n;
      expected = c->n_expected;
    }
  detail = g_strdup_printf ("%u\x1f%u", there, expected);
  if (mirador_figure_set_gap (figure, MIRADOR_GAP_NOT_REPORTED, detail,
                              there > 0 ? REACH_SOME_REPORTS : REACH_REPORTS))
    {
      figure->there = there;
      figure->expected = expected;
    }
}

/* Which dimension forbids the sum, should one. */
static MiradorGap
find_obstacle (const Case *c, const char **detail, int *reach)
{
  MiradorAdds adds = c->candidate->index->adds;
  gboolean over_time = c->n_tiles > 1;
  gboolean cumulative = (c->cell->flags & MIRADOR_FLAG_CUMULATIVE) != 0 && c->n_expected > 1;

  *detail = "";
  *reach = REACH_ADDS;
  if (over_time && (cumulative || !(adds & MIRADOR_ADDS_TIME)))
    return MIRADOR_GAP_ADDS_NOT_TIME;
  if (c->candidate->places.summed && (cumulative || !(adds & MIRADOR_ADDS_PLACE)))
    return MIRADOR_GAP_ADDS_NOT_PLACE;
  *detail = c->members->detail;
  if (c->members->gap == MIRADOR_GAP_SET_UNKNOWN)
    *reach = REACH_SET;
  if (cumulative && c->members->gap == MIRADOR_GAP_NONE)
    {
      *detail = c->members->summed != NULL ? c->members->summed : "";
      return MIRADOR_GAP_ADDS_NOT_BREAKDOWN;
    }
  return c->members->gap;
}

/* A ratio is made of its sums; only a single published one stands as it was published. */
static gboolean
read_ratio (const Case *c, MiradorFigure *figure)
{
  const MiradorCell *cell = c->cell;
  double multiplier = c->candidate->index->slab->measure->multiplier;

  figure->numerator = cell->n_without == 0 ? cell->numerator : NAN;
  figure->denominator = cell->n_without == 0 ? cell->denominator : NAN;
  if (c->n_expected == 1 && isfinite (cell->sum))
    return TRUE;
  if (cell->n_without > 0 || !(cell->denominator != 0))
    return FALSE;
  figure->value = multiplier * cell->numerator / cell->denominator;
  return TRUE;
}

static MiradorFlags
read_flags (const Case *c)
{
  const MiradorIndex *index = c->candidate->index;
  MiradorFlags flags = c->cell->flags & ~MIRADOR_FLAG_SUPPRESSED;

  if (is_kind (c, MIRADOR_KIND_STOCK) ? c->n_zone[MIRADOR_ZONE_LATER] > 0 : c->span->later)
    flags |= MIRADOR_FLAG_PARTIAL;
  if (c->candidate->spans.week_years)
    flags |= MIRADOR_FLAG_WEEK_YEAR;
  if (c->cell->repeats && index->terms != NULL && index->terms->repeats)
    flags |= MIRADOR_FLAG_REPEATS;
  if (index->slab->profile->simulated)
    flags |= MIRADOR_FLAG_SIMULATED;
  return flags;
}

static MiradorStanding
read_standing (const Case *c)
{
  if (is_missing (c, MIRADOR_ZONE_LATER))
    return MIRADOR_STANDING_PARTIAL;
  return c->cell->n < c->n_expected ? MIRADOR_STANDING_FILLED : MIRADOR_STANDING_FULL;
}

/* Of two figures that both leave something out the larger leaves out less; absence as zero would
 * else let a sparse table win over a full one. */
static gboolean
is_better (const Case *c, const MiradorFigure *figure, const MiradorFigure *old)
{
  if (figure->standing != old->standing)
    return figure->standing < old->standing;
  return is_kind (c, MIRADOR_KIND_FLOW) && figure->standing != MIRADOR_STANDING_FULL
         && figure->value > old->value;
}

static void
offer (const Case *c, MiradorFigure *old)
{
  const MiradorCell *cell = c->cell;
  gboolean single = c->n_expected == 1 && cell->n == 1;
  MiradorFigure figure;

  mirador_figure_init (&figure, c->range);
  figure.value = cell->sum;
  figure.low = single ? cell->low : NAN;
  figure.high = single ? cell->high : NAN;
  figure.flags = read_flags (c);
  figure.n_parts = cell->n;
  figure.there = count_reports (c);
  figure.expected = c->n_places;
  figure.received = cell->received;
  figure.standing = read_standing (c);
  figure.gap = MIRADOR_GAP_NONE;
  figure.final = figure.standing == MIRADOR_STANDING_FULL;
  if (is_kind (c, MIRADOR_KIND_RATIO) && !read_ratio (c, &figure))
    mirador_figure_set_gap (old, MIRADOR_GAP_NO_DENOMINATOR, "", REACH_ADDS);
  else if (is_better (c, &figure, old))
    *old = figure;
}

static void
judge_values (const Case *c, MiradorFigure *figure)
{
  const char *detail = "";
  int reach = 0;
  MiradorGap obstacle = MIRADOR_GAP_NONE;

  if (is_outside (c) || c->members->unknown)
    mirador_figure_set_gap (figure, MIRADOR_GAP_NO_DATA, "", REACH_NOTHING);
  else if (c->cell->n_hidden > 0)
    {
      mirador_figure_set_gap (figure, MIRADOR_GAP_HIDDEN_BY_SOURCE, "", REACH_HIDDEN);
      /* What the source hides is not to be had by adding up its parts. */
      figure->final = figure->final || c->n_expected == 1;
    }
  else if (c->cell->n > 0 && (obstacle = find_obstacle (c, &detail, &reach)) != MIRADOR_GAP_NONE)
    mirador_figure_set_gap (figure, obstacle, detail, reach);
  else if (has_missing_reports (c))
    tell_reports (c, figure);
  else if (c->cell->n == 0 && is_kind (c, MIRADOR_KIND_RATIO))
    mirador_figure_set_gap (figure, MIRADOR_GAP_NO_DATA, "", REACH_NOTHING);
  else
    offer (c, figure);
}

void
mirador_candidate_judge (const MiradorCandidate *candidate,
                         guint target,
                         guint combination,
                         guint span,
                         MiradorFigure *figure)
{
  const MiradorMemberFits *members = &candidate->members;
  Case c;

  read_case (&c, candidate, target, combination, span);
  if (members->gap != MIRADOR_GAP_NONE)
    mirador_figure_set_gap (figure, members->gap, members->detail, REACH_BREAKDOWN);
  else if (c.place->gap != MIRADOR_GAP_NONE)
    mirador_figure_set_gap (figure, c.place->gap, c.place->detail,
                            c.place->gap == MIRADOR_GAP_NOT_COVERED ? REACH_COVER : REACH_LEVEL);
  else if (c.span->gap != MIRADOR_GAP_NONE)
    mirador_figure_set_gap (figure, c.span->gap, c.span->detail, REACH_GRAIN);
  else
    judge_values (&c, figure);
}
