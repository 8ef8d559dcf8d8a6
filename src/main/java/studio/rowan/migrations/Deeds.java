package studio.rowan.migrations;

import studio.rowan.schema.Workspace;

/// What can be done with the migrations of one file, all of it on one runner, so that one thing runs at a time.
record Deeds(
        MigrationsModel looking,
        KeepingModel keeping,
        RehearsalModel rehearsal,
        ApplyModel applying,
        BaselineModel baseline,
        ReturnModel returning,
        ConvertModel converting,
        SettingsModel settling,
        HistoryModel comparing,
        DraftModel drafting,
        DriftModel drift,
        UndoModel undoing,
        MarkModel marking,
        FolderModel folder) {

    static Deeds of(Workspace workspace, MigrationsPane.Tools tools) {
        MigrationsModel looking = new MigrationsModel(workspace, tools.jobs(), tools.places(), tools.isSample());
        KeepingModel keeping = new KeepingModel(workspace, tools.choices(), tools.files(), tools.clock());
        RehearsalModel rehearsal = new RehearsalModel(looking, tools.files(), tools.clock(), tools.clones());
        DraftModel drafting = new DraftModel(looking, tools.clock());
        return new Deeds(
                looking,
                keeping,
                rehearsal,
                new ApplyModel(looking, keeping, rehearsal),
                new BaselineModel(looking, keeping),
                new ReturnModel(looking, keeping),
                new ConvertModel(looking, keeping),
                new SettingsModel(looking),
                new HistoryModel(looking, keeping),
                drafting,
                new DriftModel(looking, drafting),
                new UndoModel(looking, keeping, drafting),
                new MarkModel(looking, keeping),
                new FolderModel(looking));
    }

    void close() {
        looking.close();
        folder.close();
        drafting.close();
        rehearsal.show(null);
    }
}
