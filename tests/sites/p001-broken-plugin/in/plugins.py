def register(plugins):
    plugins.stages(print)
