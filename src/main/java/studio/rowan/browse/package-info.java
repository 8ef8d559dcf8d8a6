/// Room: a table's rows and its structure. Nouns: [Filter], [Sort], [ViewState], [Export], [CellContent], [Json],
/// [HexLine], [Moments]; panes: [BrowsePane], [InspectorPane], [StructurePane].
@NullMarked
package studio.rowan.browse;

import org.jspecify.annotations.NullMarked;
